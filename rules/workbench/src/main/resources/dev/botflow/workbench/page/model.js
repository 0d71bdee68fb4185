/**
 * The table as somebody edits it: rows with keys, commands with their inverses, one stack of undo, and blocks of cells as
 * TSV. Nothing here knows the DOM or the network, so that the same vectors run under Node and in a browser.
 */

/** A row as the page holds it: `kind` is `row`, `section` or what else the server names; `cells` has one text a column. */
export class Table {
  constructor(columns, rows) {
    this.columns = columns;
    this.rows = rows;
    this.byKey = new Map(rows.map(row => [row.key, row]));
    this.indexes = null;
  }

  row(key) {
    return this.byKey.get(key);
  }

  /** The place of a row in the file's order; -1 if there is no such row. */
  indexOf(key) {
    if (this.indexes === null) this.indexes = new Map(this.rows.map((row, at) => [row.key, at]));
    return this.indexes.get(key) ?? -1;
  }

  /** The key of the row before this one; null for the first. */
  before(key) {
    const at = this.indexOf(key);
    return at > 0 ? this.rows[at - 1].key : null;
  }

  /**
   * Does one operation and gives the one that takes it back; null if it cannot be done, since its row is gone or a cell has
   * another text than the operation saw.
   */
  apply(op) {
    switch (op.op) {
      case 'set': {
        const row = this.byKey.get(op.key);
        if (!row || op.cells.some(cell => row.cells[cell.column] !== cell.was)) return null;
        for (const cell of op.cells) row.cells[cell.column] = cell.now;
        return { op: 'set', key: op.key, cells: op.cells.map(cell => ({ column: cell.column, was: cell.now, now: cell.was })) };
      }
      case 'insert':
      case 'restore': {
        const at = op.after === null ? 0 : this.indexOf(op.after) + 1;
        if (this.byKey.has(op.key) || (op.after !== null && at === 0)) return null;
        const row = { key: op.key, kind: op.kind, line: null, cells: [...op.cells] };
        this.byKey.set(op.key, row);
        this.rows.splice(at, 0, row);
        // A row made behind the last one keeps all places: a pasted block costs no second look at the table.
        if (this.indexes !== null && at === this.rows.length - 1) this.indexes.set(op.key, at);
        else this.indexes = null;
        return { op: 'remove', key: op.key };
      }
      case 'remove': {
        const at = this.indexOf(op.key);
        if (at < 0) return null;
        const [row] = this.rows.splice(at, 1);
        this.byKey.delete(op.key);
        if (at === this.rows.length) this.indexes.delete(op.key);
        else this.indexes = null;
        return { op: 'restore', key: op.key, after: at > 0 ? this.rows[at - 1].key : null, kind: row.kind, cells: [...row.cells] };
      }
      case 'move': {
        const at = this.indexOf(op.key);
        if (at < 0 || op.key === op.after || (op.after !== null && !this.byKey.has(op.after))) return null;
        const was = at > 0 ? this.rows[at - 1].key : null;
        const [row] = this.rows.splice(at, 1);
        this.indexes = null;
        this.rows.splice(op.after === null ? 0 : this.indexOf(op.after) + 1, 0, row);
        this.indexes = null;
        return { op: 'move', key: op.key, after: was };
      }
      default:
        throw new Error('expected set, insert, restore, remove or move, but was ' + op.op);
    }
  }

  /** Does operations in their order, all or none, and gives their inverses in the order that takes them back; else null. */
  applyAll(ops) {
    const inverses = [];
    for (const op of ops) {
      const inverse = this.apply(op);
      if (inverse === null) {
        for (const undone of inverses) this.apply(undone);
        return null;
      }
      inverses.unshift(inverse);
    }
    return inverses;
  }
}

/** What one person did to a table, to take back and do again. A step is `{ops, inverses, focus}`. */
export class History {
  constructor() {
    this.done = [];
    this.undone = [];
  }

  add(step) {
    this.done.push(step);
    this.undone = [];
  }

  /** Takes the last step back: `{ops, focus}`, or null when there is none, or `{refused}` when a cell changed meanwhile. */
  undo(table) {
    return this.#turn(table, this.done, this.undone);
  }

  redo(table) {
    return this.#turn(table, this.undone, this.done);
  }

  #turn(table, from, to) {
    const step = from.at(-1);
    if (step === undefined) return null;
    const ops = step.inverses;
    const inverses = table.applyAll(ops);
    from.pop();
    if (inverses === null) return { refused: true, focus: step.focus };
    to.push({ ops, inverses, focus: step.focus });
    return { ops, focus: step.focus };
  }
}

/** The operation that gives cells new texts; null when nothing changes. `changes` is `[[column, text], …]`. */
export function setOf(row, changes) {
  const cells = changes
    .filter(([column, text]) => row.cells[column] !== text)
    .map(([column, text]) => ({ column, was: row.cells[column], now: text }));
  return cells.length === 0 ? null : { op: 'set', key: row.key, cells };
}

/**
 * The operations that lay a block of texts on rows. One text on a range fills the range; rows beyond the end are made.
 *
 * @param view the rows as they are shown, in order: a filter hides the others, and a paste does not touch them
 * @param range `{top, left, bottom, right}` as places in `view` and in `shown`
 * @param shown the columns that are shown, in order
 */
export function pasteOf(table, view, range, block, newKey, shown) {
  const one = block.length === 1 && block[0].length === 1;
  const height = one ? range.bottom - range.top + 1 : block.length;
  const ops = [];
  let last = table.rows.length > 0 ? table.rows.at(-1).key : null;
  for (let i = 0, at = range.top; i < height; i++, at++) {
    const texts = one ? Array(range.right - range.left + 1).fill(block[0][0]) : block[i];
    // A section is one text across the table: a block of several cells passes it by.
    while (at < view.length && view[at].kind === 'section' && texts.length > 1) at++;
    if (at < view.length && view[at].kind === 'section') {
      const op = setOf(view[at], [[0, texts[0].trim()]]);
      if (op !== null) ops.push(op);
      continue;
    }
    const changes = texts.slice(0, shown.length - range.left).map((text, j) => [shown[range.left + j], text.trim()]);
    if (at < view.length) {
      const op = setOf(view[at], changes);
      if (op !== null) ops.push(op);
    } else {
      const cells = Array(table.columns.length).fill('');
      for (const [column, text] of changes) cells[column] = text;
      const key = newKey();
      ops.push({ op: 'insert', key, after: last, kind: 'row', cells });
      last = key;
    }
  }
  return ops;
}

/** The operations that move rows that stand together one step up (-1) or down (1); empty at the table's edge. */
export function movesOf(table, keys, step) {
  const first = table.indexOf(keys[0]);
  const last = table.indexOf(keys.at(-1));
  if (step < 0) {
    if (first === 0) return [];
    return [{ op: 'move', key: table.rows[first - 1].key, after: keys.at(-1) }];
  }
  if (last === table.rows.length - 1) return [];
  return [{ op: 'move', key: table.rows[last + 1].key, after: first > 0 ? table.rows[first - 1].key : null }];
}

/** The operations that lay rows, in their order, behind a row or at the top; none if they stand there or it is one of them. */
export function carriesOf(table, keys, after) {
  if (keys.includes(after) || table.before(keys[0]) === after) return [];
  let last = after;
  return keys.map(key => {
    const op = { op: 'move', key, after: last };
    last = key;
    return op;
  });
}

/** The rows of the section that this row begins: itself and the rows up to the next section. */
export function sectionOf(table, key) {
  const from = table.indexOf(key);
  let to = from + 1;
  while (to < table.rows.length && table.rows[to].kind !== 'section') to++;
  return table.rows.slice(from, to).map(row => row.key);
}

/** The operations that move a whole section past the next one, or before the one above it. */
export function sectionMovesOf(table, key, step) {
  const keys = sectionOf(table, key);
  const from = table.indexOf(key);
  const to = from + keys.length;
  if (step > 0) {
    if (to === table.rows.length) return [];
    const behind = sectionOf(table, table.rows[to].key);
    return carriesOf(table, keys, behind.at(-1));
  }
  if (from === 0) return [];
  let above = from - 1;
  while (above > 0 && table.rows[above].kind !== 'section') above--;
  return carriesOf(table, keys, above > 0 ? table.rows[above - 1].key : null);
}

/** The next free Rule id behind this one: `R12` gives `R13`, or `R14` if that is taken; a text without a number gets one. */
export function nextId(taken, id) {
  if (id === '') return '';
  const match = /^(.*?)(\d+)$/.exec(id);
  const stem = match ? match[1] : id + '-';
  const width = match ? match[2].length : 1;
  let number = match ? Number(match[2]) + 1 : 2;
  while (taken.has(stem + String(number).padStart(width, '0'))) number++;
  return stem + String(number).padStart(width, '0');
}

/** Cells as a block of a clipboard: a tab between cells, a line break behind each row. */
export function printTsv(block) {
  return block
    .map(row => row.map(text => (/[\t\r\n]/.test(text) || text.startsWith('"') ? '"' + text.replaceAll('"', '""') + '"' : text)).join('\t') + '\n')
    .join('');
}

/**
 * The cells of a block. A quote counts only at the start of a cell, and only if it closes before a tab or a line end: a text
 * such as `"hi" he said` is no quoted cell.
 */
export function readTsv(text) {
  const rows = [];
  let row = [];
  let at = 0;
  const end = text.length;
  while (at < end || row.length > 0) {
    let cell;
    const quoted = text[at] === '"' ? quotedEnd(text, at) : -1;
    if (quoted >= 0) {
      cell = text.slice(at + 1, quoted).replaceAll('""', '"');
      at = quoted + 1;
    } else {
      const from = at;
      while (at < end && text[at] !== '\t' && text[at] !== '\n' && text[at] !== '\r') at++;
      cell = text.slice(from, at);
    }
    row.push(cell);
    if (text[at] === '\t') {
      at++;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else if (at < end) at++;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** The place of the quote that closes this cell; -1 if none stands before a tab, a line end or the end. */
function quotedEnd(text, start) {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') {
      at++;
      continue;
    }
    const next = text[at + 1];
    return next === undefined || next === '\t' || next === '\n' || next === '\r' ? at : -1;
  }
  return -1;
}

/** The rows that have every word sought; sections stay when a row of theirs does, or when they have the words themselves. */
export function filtered(table, sought, keep) {
  const words = sought.toLowerCase().split(/\s+/).filter(word => word !== '');
  if (words.length === 0 && keep === null) return table.rows;
  const view = [];
  let section = null;
  for (const row of table.rows) {
    if (row.kind === 'section') {
      section = row;
      if (keep === null && fits(row, words)) {
        view.push(row);
        section = null;
      }
    } else if ((keep === null || keep(row)) && fits(row, words)) {
      if (section !== null) view.push(section);
      section = null;
      view.push(row);
    }
  }
  return view;
}

function fits(row, words) {
  if (words.length === 0) return true;
  const text = row.cells.join('\u0000').toLowerCase();
  return words.every(word => text.includes(word));
}
