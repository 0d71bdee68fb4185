/** What the page asks of its server, as openapi.yaml has it, and the table's operations on the wire. */
import { Table } from './model.js';

const BASE = 'api/v1/';
let token = null;

/** An answer that is none of those hoped for; `problem` is what the server said. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? String(status));
    this.status = status;
    this.problem = problem;
  }
}

/** No answer came: no connection, or the server is gone. */
export class NoAnswer extends Error {}

/** Calls the server; throws {@link Problem} or {@link NoAnswer}. */
export async function call(method, path, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      cache: 'no-store',
      headers: {
        ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'GET' || token === null ? {} : { 'X-BotFlow-Token': token }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    throw new NoAnswer(e.message);
  }
  if (answer.status === 204 || answer.status === 304) return { status: answer.status, etag: answer.headers.get('ETag'), body: null };
  const read = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem(answer.status, read);
  return { status: answer.status, etag: answer.headers.get('ETag'), body: read };
}

/** Asks who one is, and keeps the token that changes need. */
export async function me() {
  const { body } = await call('GET', 'me');
  token = body.token;
  return body;
}

export const path = (...parts) => parts.map(part => part.split('/').map(encodeURIComponent).join('/')).join('/');

/** A table as it came: its rows with keys. */
export function tableOf(body) {
  const width = body.columns.length;
  const rows = body.rows.map(([key, line, kind, ...cells]) => {
    if (kind === 'section') return { key, line, kind, cells: [cells[0] ?? ''] };
    while (cells.length < width) cells.push('');
    return { key, line, kind, cells };
  });
  return new Table(body.columns, rows);
}

/** Operations of the model as the server takes them; rows that stand together become one operation. */
export function wire(ops, newId) {
  const sent = [];
  for (const op of ops) {
    const last = sent.at(-1);
    switch (op.op) {
      case 'set':
        if (op.section) sent.push({ op: 'set_section', id: newId(), key: op.key, was: op.cells[0].was, now: op.cells[0].now });
        else sent.push({ op: 'set', id: newId(), key: op.key, cells: op.cells });
        break;
      case 'insert':
        if (op.kind === 'section') sent.push({ op: 'insert_section', id: newId(), key: op.key, after: op.after, now: op.cells[0] });
        else sent.push({ op: 'insert', id: newId(), key: op.key, after: op.after, cells: op.cells });
        break;
      case 'remove':
        if (last?.op === 'remove') last.keys.push(op.key);
        else sent.push({ op: 'remove', id: newId(), keys: [op.key] });
        break;
      case 'restore':
        // Undone in the other order, neighbours come back one before the other behind the same row.
        if (last?.op === 'restore' && last.after === op.after) last.keys.unshift(op.key);
        else sent.push({ op: 'restore', id: newId(), keys: [op.key], after: op.after });
        break;
      case 'move':
        if (last?.op === 'move' && last.keys.at(-1) === op.after) last.keys.push(op.key);
        else sent.push({ op: 'move', id: newId(), keys: [op.key], after: op.after });
        break;
      default:
        throw new Error('expected an operation, but was ' + op.op);
    }
  }
  return sent;
}
