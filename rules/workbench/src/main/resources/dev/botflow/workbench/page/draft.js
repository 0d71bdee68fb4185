/**
 * The draft as this page has it: the table, what is not sent yet, what was found, and how it stands. What somebody does is
 * done here at once and sent behind; one batch at a time, each kept until it is acknowledged.
 */
import { History } from './model.js';
import { words } from './words.js';
import { NoAnswer, Problem, call, path, tableOf, wire } from './api.js';

const KEPT = 'botflow.unsent';
const REST = 2500;
const ASK_RUN = 300;

export class Draft {
  constructor(changed) {
    this.changed = changed;
    this.client = crypto.getRandomValues(new Uint32Array(2)).reduce((text, part) => text + part.toString(36), '');
    this.count = 0;
    this.queue = [];
    this.sending = false;
    this.history = new History();
    this.table = null;
    this.info = null;
    this.shape = null;
    this.broken = null;
    this.findings = { revision: -1, stale: true, proved: 'no', findings: [] };
    this.bound = new Map();
    this.local = new Map();
    this.sides = new Map();
    this.at = null;
    this.mayEdit = false;
    this.running = null;
    this.mutation = null;
    this.absent = new Set();
    this.happened = [];
    this.conflicts = new Map();
    this.refused = [];
    this.notices = [];
    this.tests = null;
    this.offlineSince = null;
    this.ended = false;
    this.savedAt = null;
    this.findingsSeen = undefined;
    this.testsOf = -1;
    this.lost = 0;
  }

  newKey() {
    return `n-${this.client}-${(this.count++).toString(36)}`;
  }

  newId() {
    return `${this.client}-${(this.count++).toString(36)}`;
  }

  /** Reads how the draft stands and the table; throws what the call throws. */
  async open(file) {
    this.info = (await call('GET', 'drafts/main')).body;
    this.file = this.has(file) ? file : this.info.tables[0]?.file ?? null;
    if (this.file !== null) await this.load();
    await this.#resend();
    this.changed('table');
    this.#later(50);
  }

  has(file) {
    return this.info.tables.some(table => table.file === file);
  }

  /** What somebody did to each table, to take it back when he comes back to it. */
  kept = new Map();

  /** Shows another table; `null` for none. What was done to the one before can still be taken back there. */
  async show(file) {
    const { history, at, sides, conflicts } = this;
    if (this.file !== null) this.kept.set(this.file, { history, at, sides, conflicts });
    const before = this.kept.get(file) ?? { history: new History(), at: null, sides: new Map(), conflicts: new Map() };
    Object.assign(this, before, { file, table: null, shape: null, broken: null });
    this.local.clear();
    if (file !== null) await this.load();
    this.changed('table');
    this.#later(50);
  }

  /** Reads the table anew. What is not sent yet stands in the queue and is not lost. */
  async load() {
    const { file } = this;
    const { body } = await call('GET', path('drafts/main/tables', file));
    if (file !== this.file) return;
    this.shape = body;
    this.broken = body.broken ?? null;
    // What the draft was before this answer is in it, whichever table was changed then.
    this.revision = Math.max(body.revision, this.info.revision, this.revision ?? 0);
    this.seen = body.revision;
    this.absent = new Set(body.missing.map(({ key, column }) => key + '\u0000' + column));
    if (this.broken !== null) {
      this.table = null;
      return;
    }
    this.table = tableOf(body);
    this.at ??= new Map(this.table.rows.map(row => [row.key, row.cells.join('\u0000')]));
    for (const batch of this.queue) if (batch.file === file) this.table.applyAll(batch.ops);
    this.happened = this.table.columns.find(column => column.kind === 'happened')?.suggestions ?? this.happened;
    this.sides = new Map();
    for (const row of this.table.rows) this.#look(row);
    for (const [at, conflict] of this.conflicts) if (conflict.outside) this.conflicts.delete(at);
    for (const conflict of body.conflicts ?? []) this.#meet(conflict, true);
  }

  editable() {
    return this.table !== null && this.shape.editable && this.mayEdit;
  }

  /** Whether the row is new or changed since this page was opened: `new`, `changed` or nothing. */
  side(row) {
    return this.sides.get(row.key) ?? '';
  }

  #look(row) {
    const was = this.at.get(row.key);
    const side = was === undefined ? 'new' : was === row.cells.join('\u0000') ? '' : 'changed';
    if (side === '') this.sides.delete(row.key);
    else this.sides.set(row.key, side);
  }

  /** Does operations, keeps how to take them back, and sends them. False if the table is not as they saw it. */
  do(ops, focus) {
    if (ops.length === 0 || !this.editable()) return false;
    const inverses = this.table.applyAll(ops);
    if (inverses === null) return false;
    this.history.add({ ops, inverses, focus });
    this.#send(ops);
    return true;
  }

  undo() {
    return this.#again(this.history.undo(this.table));
  }

  redo() {
    return this.#again(this.history.redo(this.table));
  }

  #again(step) {
    if (step !== null && !step.refused) this.#send(step.ops);
    return step;
  }

  #send(ops) {
    const marked = ops.map(op => (op.op === 'set' && this.table.row(op.key)?.kind === 'section' ? { ...op, section: true } : op));
    const wired = wire(marked, () => this.newId());
    // The server takes 1,000 operations at once: a larger command goes in parts, in their order.
    for (let at = 0; at < wired.length; at += 1000) {
      this.queue.push({ file: this.file, ops: at === 0 ? ops : [], wired: wired.slice(at, at + 1000) });
    }
    this.#keep();
    this.touched = [...new Set(ops.map(op => op.key))];
    for (const key of this.touched) {
      const row = this.table.row(key);
      if (row) this.#look(row);
      else this.sides.delete(key);
    }
    this.changed('table');
    this.pump();
    this.#checkTouched();
  }

  /** Waits until all that was done is sent. */
  async drained() {
    while (this.queue.length > 0 && !this.ended) {
      this.pump();
      await new Promise(done => setTimeout(done, 50));
    }
  }

  /** The same, as long as there is a connection. */
  async sent() {
    while (this.queue.length > 0 && !this.ended && this.offlineSince === null) {
      this.pump();
      await new Promise(done => setTimeout(done, 50));
    }
  }

  /** Gives something another name in all files, and tells where it was changed. */
  async rename(asked) {
    const { body } = await call('POST', 'drafts/main/rename', asked);
    this.info = (await call('GET', 'drafts/main')).body;
    if (this.file !== null) await this.load();
    this.changed('table');
    this.soon();
    return body.changed;
  }

  /** Makes a table that the bot does not have yet, and gives its name. */
  async make(table, name) {
    const { body } = await call('POST', 'drafts/main/tables', { table, name });
    this.info = (await call('GET', 'drafts/main')).body;
    return body;
  }

  /** Adds a column behind the others; what was done before can still be taken back. */
  async addColumn(header) {
    await call('POST', 'drafts/main/columns', { file: this.file, header });
    this.at = null;
    await this.load();
    this.changed('table');
    this.#later(50);
  }

  /** What a row says beyond its words. */
  async meaning(cells) {
    return (await call('POST', 'drafts/main/row', { file: this.file, cells })).body;
  }

  /** Writes a workbook's sheets as CSV files, which can be edited here. */
  turnIntoCsv() {
    return call('POST', 'drafts/main/turn-into-csv', {});
  }

  /** Says which text a cell shall have that was changed here and in the file, where the table has that text already. */
  choose(key, column, was, now) {
    const wired = [{ op: 'set', id: this.newId(), key, cells: [{ column, was, now }] }];
    this.queue.push({ file: this.file, ops: [], wired });
    this.#keep();
    this.pump();
  }

  /** The cell tier for the rows just changed, so that their marks do not wait for the draft tier. */
  #checkTouched() {
    const rows = this.touched.map(key => this.table.row(key)).filter(row => row && row.kind !== 'section').slice(0, 200);
    for (const key of this.touched) if (!this.table.row(key)) this.local.delete(key);
    if (rows.length > 0) this.check(rows.map(row => ({ key: row.key, cells: row.cells })), true).catch(() => undefined);
  }

  /** Asks the cell tier; with `keep` its answer stands at the rows until the draft tier has looked at them. */
  async check(rows, keep) {
    const { body } = await call('POST', 'drafts/main/check/cells', { file: this.file, rows });
    if (keep) {
      for (const { key } of rows) this.local.set(key, this.#byColumn(body.findings.filter(finding => finding.key === key)));
      this.changed('findings');
    }
    return body.findings;
  }

  #byColumn(findings) {
    const columns = new Map();
    for (const finding of findings) {
      const at = Math.max(0, finding.column ?? 0);
      columns.set(at, [...(columns.get(at) ?? []), finding]);
    }
    return columns;
  }

  /** What was found at a cell, worst first. */
  foundAt(row, column) {
    return (this.local.get(row.key) ?? this.bound.get(row.key))?.get(column) ?? [];
  }

  /** What stands at a cell: `error`, `warning`, `differs`, each perhaps `stale`; null if nothing. */
  mark(row, column) {
    if (this.conflicts.has(row.key + '\u0000' + column)) return 'differs';
    const local = this.local.get(row.key);
    const found = (local ?? this.bound.get(row.key))?.get(column);
    if (!found) return null;
    const worst = found.some(finding => finding.severity === 'error') ? 'error' : 'warning';
    return local === undefined && this.findings.stale ? worst + ' stale' : worst;
  }

  /** Sends what waits, one batch after another. */
  async pump() {
    if (this.sending || this.queue.length === 0 || this.ended) return;
    this.sending = true;
    this.since ??= Date.now();
    let foreign = false;
    try {
      while (this.queue.length > 0) {
        const batch = this.queue[0];
        const { body } = await call('POST', 'drafts/main/ops', { file: batch.file, base: this.revision, atomic: true, ops: batch.wired });
        this.queue.shift();
        this.#keep();
        if (body.revision > this.revision + 1) foreign = true;
        this.revision = body.revision;
        const failed = body.results.filter(result => result.status !== 'done');
        if (failed.length > 0) {
          foreign = true;
          this.#refuse(failed);
        }
        this.offlineSince = null;
      }
      this.since = null;
      this.sending = false;
      this.findings = { ...this.findings, stale: true };
      if (foreign) {
        await this.load();
        this.changed('table');
      } else this.changed('state');
      this.#later(300);
    } catch (e) {
      this.sending = false;
      this.#failed(e);
    }
  }

  #refuse(failed) {
    for (const { conflicts, sentence } of failed) {
      for (const conflict of conflicts ?? []) this.#meet(conflict, false);
      if (sentence) this.refused.push(sentence);
    }
  }

  /** Keeps a cell that two gave different texts, for somebody to choose. Where a whole row is meant there is no choice. */
  #meet(conflict, outside) {
    const { key, column, mine, theirs, by } = conflict;
    if (column >= 0 && mine !== null && theirs !== null) {
      this.conflicts.set(key + '\u0000' + column, { key, column, mine, theirs, by: by ?? null, outside });
    } else this.refused.push(words.states.rowMet(by));
  }

  #failed(e) {
    if (e instanceof Problem && e.status === 401) this.ended = true;
    else if (e instanceof NoAnswer || (e instanceof Problem && e.status >= 500)) this.offlineSince ??= Date.now();
    else {
      // The batch itself was refused: it would be refused for ever.
      this.refused.push(e.message);
      this.queue.shift();
      this.#keep();
      this.load().then(() => this.changed('table'), () => undefined);
    }
    this.changed('state');
    this.#later(1000);
  }

  #keep() {
    const unsent = this.queue.map(({ file, ops, wired }) => ({ file, ops, wired }));
    try {
      if (unsent.length > 0) localStorage.setItem(KEPT + '.' + this.client, JSON.stringify({ revision: this.revision, unsent }));
      else localStorage.removeItem(KEPT + '.' + this.client);
    } catch {
      // No room or no storage: the edits still stand in memory, and the line above the table says they are not sent.
      this.unkept = true;
    }
  }

  /** What a browser that ended had not sent. An operation sent twice does nothing twice, so another tab's are safe too. */
  async #resend() {
    if (!this.editable()) return;
    let sent = false;
    for (const name of Object.keys(localStorage).filter(name => name.startsWith(KEPT + '.') && !name.endsWith(this.client))) {
      const { revision, unsent } = JSON.parse(localStorage.getItem(name));
      for (const { file, wired } of unsent) {
        const { body } = await call('POST', 'drafts/main/ops', { file, base: revision, atomic: true, ops: wired });
        if (body.results.some(result => result.status !== 'done')) this.lost += wired.length;
        sent = true;
      }
      localStorage.removeItem(name);
    }
    if (sent) await this.load();
  }

  /** A file was written: the findings there are are of the text before. */
  soon() {
    this.findings = { ...this.findings, stale: true };
    this.#later(50);
  }

  #later(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), ms);
  }

  /** Asks how the draft stands, and for what became new. */
  async look() {
    clearTimeout(this.timer);
    if (this.ended) return;
    let soon = REST;
    try {
      this.info = (await call('GET', 'drafts/main')).body;
      this.offlineSince = null;
      if (this.info.saved.state === 'saved' && this.wasSaved !== 'saved') this.savedAt = new Date();
      this.wasSaved = this.info.saved.state;
      if (this.wasSaved === 'unsaved') soon = 400;
      if (this.queue.length === 0 && !this.sending && this.file !== null) {
        const now = this.info.tables.find(table => table.file === this.file);
        if (now && now.revision > (this.seen ?? -1) && now.revision > (this.revision ?? -1)) {
          await this.load();
          this.changed('table');
        }
      }
      const { revision, proved, progress } = this.info.findings;
      const seen = [revision, proved, progress].join();
      if (this.findings.stale || seen !== this.findingsSeen) {
        this.findings = (await call('GET', `drafts/main/findings?revision=${this.revision ?? 0}`)).body;
        this.findingsSeen = seen;
        this.bound = new Map();
        for (const finding of this.findings.findings) {
          if (finding.key === null || finding.key === undefined) continue;
          this.bound.set(finding.key, [...(this.bound.get(finding.key) ?? []), finding]);
        }
        for (const [key, found] of this.bound) this.bound.set(key, this.#byColumn(found));
        if (!this.findings.stale) {
          this.local.clear();
          // Which texts are missing follows from the flows too.
          if (this.shape?.table === 'texts' && this.queue.length === 0 && !this.sending) await this.load();
        }
        this.changed('findings');
      }
      if (this.findings.stale || this.findings.proved === 'running') soon = 300;
      else if (this.testsOf !== this.findings.revision && this.running === null) await this.#test();
      if (this.queue.length > 0) this.pump();
    } catch (e) {
      if (e instanceof Problem && e.status === 401) this.ended = true;
      else if (e instanceof NoAnswer) {
        this.offlineSince ??= Date.now();
        soon = 1000;
      } else this.trouble = e.message;
    }
    this.changed('state');
    this.#later(document.hidden ? 4 * REST : soon);
  }

  /** Plays scenarios beside the editing, those of these names or all; with `mutate` it looks for changes that none notices. */
  async run(scenarios, mutate) {
    if (this.running !== null) return;
    this.running = { state: 'running', done: 0, total: 0 };
    this.changed('state');
    try {
      const of = this.revision;
      let run = (await call('POST', 'drafts/main/test-runs', { ...(scenarios === null ? {} : { scenarios }), mutate })).body;
      while (run.state === 'running') {
        this.running = run;
        this.changed('state');
        await new Promise(done => setTimeout(done, ASK_RUN));
        run = (await call('GET', path('drafts/main/test-runs', run.run))).body;
      }
      if (run.tests) this.#take(run.tests, scenarios);
      this.mutation = run.mutation ? { of, percent: run.mutation.percent, rules: Map.groupBy(run.mutation.unnoticed, ({ rule }) => rule) } : this.mutation;
      if (run.state === 'failed') this.refused.push(run.sentence);
    } catch (e) {
      this.refused.push(e.message);
    }
    this.running = null;
    this.changed('findings');
  }

  cancelRun() {
    if (this.running?.run) call('DELETE', path('drafts/main/test-runs', this.running.run)).catch(() => undefined);
  }

  /** What some scenarios came to stands beside what the others came to before. */
  #take(tests, scenarios) {
    if (scenarios === null || this.tests === null) {
      this.tests = tests;
      return;
    }
    const others = this.tests.results.filter(({ scenario }) => !scenarios.includes(scenario));
    const results = [...others, ...tests.results];
    const failed = results.filter(({ passed }) => !passed).length;
    this.tests = { ...this.tests, results, failed: failed + this.tests.unreadable.length, passed: results.length - failed };
  }

  async #test() {
    this.testsOf = this.findings.revision;
    if (this.mutation !== null && this.mutation.of < this.testsOf) this.mutation = null;
    // A draft with errors cannot be played: no counts, and the status line says what keeps it.
    const playable = this.findings.findings.every(finding => finding.severity !== 'error' || finding.file?.startsWith('scenarios/'));
    try {
      this.tests = playable ? (await call('POST', 'drafts/main/tests', {})).body : null;
    } catch (e) {
      // Others are played just now, or there are none.
      this.testsOf = e instanceof Problem && e.status === 409 ? -1 : this.testsOf;
      throw e;
    }
    this.changed('findings');
  }
}
