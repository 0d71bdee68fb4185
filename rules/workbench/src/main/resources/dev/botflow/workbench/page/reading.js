/** A row of a routing table as one sentence. Its parts are texts, some of them marked with how they look. */
import { words } from './words.js';

const say = words.reads;

/**
 * @param columns of the table, with their kinds
 * @returns a list of `{text, look}`; `look` is `strong`, `flow` or nothing
 */
export function reading(columns, row) {
  const parts = [];
  const add = (text, look) => parts.push({ text: (parts.length > 0 && !/^[.,]/.test(text) ? ' ' : '') + text, look });
  const cell = kind => {
    const at = columns.findIndex(column => column.kind === kind);
    return at < 0 ? '' : row.cells[at];
  };
  add(say.when);
  const happened = cell('happened');
  add(happened === '' ? say.any : happened, 'strong');
  const channel = cell('channel');
  if (channel === '') add(say.happens);
  else {
    add(say.comesOn);
    add(channel, 'strong');
  }
  columns.forEach((column, at) => {
    const text = row.cells[at];
    if (text === '' || text === undefined) return;
    if (column.kind === 'customer') {
      add(say.from);
      add(text, 'strong');
      add(say.customer);
    } else if (column.kind === 'times') {
      add(say.at);
      add(text, 'strong');
    } else if (column.kind === 'test' || column.kind === 'date' || column.kind === 'share') {
      add(say.and);
      add(column.header);
      add(text, 'strong');
    } else return;
  });
  const flow = cell('flow');
  if (flow === '') add(say.nothing);
  else {
    add(say.start);
    add(flow, 'flow');
  }
  const given = cell('with');
  if (given !== '') {
    add(say.with.trim());
    add(given, 'strong');
  }
  add('.');
  const during = say.during[cell('during')];
  if (during) add(during);
  add(row.kind === 'off' ? say.off.trim() : say.first);
  return parts;
}
