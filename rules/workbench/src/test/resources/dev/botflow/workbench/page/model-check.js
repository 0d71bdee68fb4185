// What the grid's model must hold, as a function of the model: the same under Node (model.test.mjs) and in a browser.
// It gives back what does not hold, as sentences.
export function check(model, vectors) {
  const { Table, History, readTsv, printTsv, pasteOf, movesOf, sectionMovesOf, setOf, nextId } = model;
  const wrong = [];
  const same = (is, should, what) => {
    if (JSON.stringify(is) !== JSON.stringify(should)) wrong.push(`${what}: expected ${JSON.stringify(should)}, but was ${JSON.stringify(is)}`);
  };

  for (const { text, block } of vectors.blocks) same(readTsv(text), block, 'block ' + JSON.stringify(text));

  const lots = seed => {
    let state = seed;
    return n => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) % n;
  };
  const draw = lots(vectors.seed);
  for (let i = 0; i < vectors.rounds; i++) {
    const width = 1 + draw(4);
    const block = Array.from({ length: 1 + draw(4) }, () =>
      Array.from({ length: width }, () => Array.from({ length: draw(4) }, () => vectors.pieces[draw(vectors.pieces.length)]).join('')));
    same(readTsv(printTsv(block)), block, 'printed and read');
    if (wrong.length > 0) return wrong;
  }

  for (let seed = 1; seed <= vectors.tables; seed++) {
    const lot = lots(seed * 7919);
    const columns = ['Rule', 'Channel', 'Says'].map(header => ({ header }));
    const table = new Table(columns, Array.from({ length: 12 }, (_, i) => ({ key: 'k' + i, kind: i % 4 ? 'row' : 'section', cells: i % 4 ? ['R' + i, '', 'x'] : ['s' + i] })));
    const print = () => table.rows.map(row => [row.key, row.kind, row.cells]);
    const before = print().map(each => structuredClone(each));
    const history = new History();
    let made = 0;
    for (let i = 0; i < 100; i++) {
      const row = table.rows[lot(table.rows.length)];
      let ops;
      switch (lot(6)) {
        case 0: ops = [setOf(row, [[row.kind === 'section' ? 0 : lot(3), 'v' + lot(9)]])].filter(op => op !== null); break;
        case 1: ops = [{ op: 'insert', key: 'n' + made++, after: lot(2) ? row.key : null, kind: 'row', cells: ['', '', ''] }]; break;
        case 2: ops = table.rows.length > 3 ? [{ op: 'remove', key: row.key }] : []; break;
        case 3: ops = movesOf(table, [row.key], lot(2) ? 1 : -1); break;
        case 4: ops = row.kind === 'section' ? sectionMovesOf(table, row.key, lot(2) ? 1 : -1) : []; break;
        default: {
          const top = lot(table.rows.length);
          ops = pasteOf(table, table.rows, { top, left: lot(3), bottom: top, right: 2 }, [['p', 'q'], ['r', 's']], () => 'p' + made++, [0, 1, 2]);
        }
      }
      const inverses = table.applyAll(ops);
      if (inverses === null) wrong.push(`seed ${seed}: command ${i} was refused`);
      else history.add({ ops, inverses });
      table.rows.forEach((each, at) => {
        if (table.indexOf(each.key) !== at) wrong.push(`seed ${seed}: ${each.key} stands at ${at}, not at ${table.indexOf(each.key)}`);
      });
    }
    const after = structuredClone(print());
    while (history.undo(table) !== null);
    same(print(), before, `seed ${seed}: all undone`);
    while (history.redo(table) !== null);
    same(print(), after, `seed ${seed}: all done again`);
  }

  const seen = new Table([{ header: 'Rule' }], [{ key: 'a', kind: 'row', cells: ['R1'] }]);
  same(seen.apply({ op: 'set', key: 'a', cells: [{ column: 0, was: 'R0', now: 'R2' }] }), null, 'a cell with another text than was seen');
  same(seen.rows[0].cells, ['R1'], 'and it stays');
  for (const [taken, id, next] of vectors.ids) same(nextId(new Set(taken), id), next, 'next id behind ' + id);
  return wrong;
}
