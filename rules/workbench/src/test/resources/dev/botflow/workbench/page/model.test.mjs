// node --test: the model without a browser. The build runs the same check in Chromium (GridModelTest).
import { test } from 'node:test';
import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { check } from './model-check.js';

const page = new URL('../../../../../../main/resources/dev/botflow/workbench/page/', import.meta.url);
const model = await import('data:text/javascript;base64,' + readFileSync(new URL('model.js', page)).toString('base64'));
const vectors = JSON.parse(readFileSync(new URL('model-vectors.json', import.meta.url)));

test('the grid\'s model', () => assert.deepStrictEqual(check(model, vectors), []));
