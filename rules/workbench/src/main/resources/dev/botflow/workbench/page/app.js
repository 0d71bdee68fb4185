/** The page: what is shown, what somebody asks for, and the draft behind it. */
import { render } from './vendor/preact.js';
import { words } from './words.js';
import { Draft } from './draft.js';
import { Grid } from './grid.js';
import { carriesOf, filtered, movesOf, nextId, pasteOf, printTsv, readTsv, sectionMovesOf, sectionOf, setOf } from './model.js';
import { me } from './api.js';
import { AtCell, Shell, html } from './shell.js';

const OWN = 'text/x-botflow';
const SLOW = 200;
const TYPING = 80;

class Page {
  constructor(root) {
    this.root = root;
    this.draft = new Draft(what => this.#changed(what));
    this.grid = new Grid(this.#owner());
    this.ready = 'loading';
    this.tab = 'all';
    this.sought = '';
    this.kept = null;
    this.view = [];
    this.counts = { changed: 0, findings: 0, untested: 0 };
    this.said = '';
    this.dialog = null;
    this.try = null;
    this.places = new Map();
    this.texts = null;
    this.text = null;
    this.lacks = null;
    this.screen = null;
    this.live = null;
    this.publishes = false;
    this.roles = [];
    this.aside = null;
    this.meaning = null;
    this.typed = null;
    this.hushed = false;
    this.letters = localStorage.getItem('botflow.letters') !== 'off';
    document.addEventListener('keydown', event => this.key(event));
    addEventListener('beforeunload', event => {
      if (this.draft.queue.length > 0) event.preventDefault();
    });
    addEventListener('hashchange', () => this.go(decodeURIComponent(location.hash.slice(1))));
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.ready === 'open') this.draft.look();
    });
  }

  async begin() {
    this.ready = 'loading';
    this.slow = false;
    setTimeout(() => {
      this.slow = true;
      this.update();
    }, SLOW);
    this.paint();
    try {
      const who = await me();
      this.draft.mayEdit = who.roles.includes('edit');
      this.roles = who.roles;
      this.publishes = who.publishes;
      this.ready = 'open';
      await this.draft.open(decodeURIComponent(location.hash.slice(1)));
      document.title = words.title(this.draft.info.bot);
      this.opened = true;
      const wanted = decodeURIComponent(location.hash.slice(1));
      if (wanted !== '' && wanted !== this.draft.file) await this.go(wanted);
      else await this.#aside();
    } catch (e) {
      if (e.status === 401) this.draft.ended = true;
      this.ready = 'failed';
      this.failure = e.message;
      this.update();
    }
  }

  /** Opens a table, or the place of one that the bot does not have yet; the address says which. */
  open(file) {
    const hash = '#' + encodeURIComponent(file);
    if (location.hash === hash) this.go(file);
    else location.hash = hash;
  }

  /** The table of a kind that was shown last, or its first. */
  lastOf(kind) {
    if (kind.table === 'flows') return this.lastFlow ?? this.draft.info.texts.find(file => file.startsWith('flows/'));
    if (kind.table === 'scenarios' && !this.draft.info.tables.some(({ table }) => table === 'scenarios')) return this.scenarioFiles()[0]?.name;
    const files = this.draft.info.tables.filter(({ table }) => table === kind.table).map(({ file }) => file);
    return [...this.places.keys()].reverse().find(file => files.includes(file)) ?? files[0];
  }

  isText(file) {
    return /\.ya?ml$/.test(file);
  }

  /** The file that is shown, as the address has it. */
  shownFile() {
    return this.screen ?? this.text ?? this.lacks?.file ?? this.draft.file;
  }

  /** Tables and texts of scenarios, by name. */
  scenarioFiles() {
    const tables = this.draft.info.tables.filter(({ table }) => table === 'scenarios').map(({ file }) => file);
    return [...tables, ...this.draft.info.texts.filter(file => file.startsWith('scenarios/'))].sort().map(name => ({ name, title: name.slice(name.indexOf('/') + 1) }));
  }

  /** A text was saved: what is played and found is another now. */
  textSaved() {
    this.draft.soon();
    this.try?.tableChanged();
  }

  async go(file) {
    if (!this.opened || file === this.shownFile()) return;
    const was = this.text;
    if (was !== null) await this.texts.leave();
    if (this.grid.editing !== null) this.grid.leave(true, false);
    if (this.try !== null) this.try.why = null;
    if (this.draft.file !== null) {
      this.places.set(this.draft.file, { active: this.grid.active, folded: this.grid.folded, foldedOnce: this.foldedOnce });
    }
    const screen = file.startsWith(':') && this.publishes;
    if (screen && this.try !== null) await this.toggleTry();
    if (screen) await this.draft.sent();
    this.screen = screen ? file : null;
    const there = this.draft.has(file);
    const text = this.isText(file) && this.draft.info.texts.includes(file);
    this.text = text ? file : null;
    if (text && !file.startsWith('scenarios/')) this.lastFlow = file;
    const place = this.places.get(file) ?? { active: { key: null, column: 0 }, folded: new Set(), foldedOnce: false };
    Object.assign(this.grid, { active: place.active, folded: place.folded, anchor: null, lastPlace: 0, shown: null });
    Object.assign(this, { tab: 'all', sought: '', kept: null, typed: null, laidOut: null, foldedOnce: place.foldedOnce, meaning: null, aside: null });
    this.lacks = there || text ? null : words.kinds.find(({ file: name }) => name === file) ?? null;
    this.update();
    try {
      await this.draft.show(there ? file : null);
      if (text) {
        this.texts ??= new (await import('./flows.js')).Texts(this);
        await this.texts.open(file);
      }
      if (screen) {
        this.live ??= new (await import('./live.js')).Live(this);
        await this.live.open(file.slice(1));
      }
      await this.#aside();
    } catch (e) {
      this.say(e.message);
    }
    this.paint();
    this.grid.scroller.scrollTop = 0;
    if (there) this.grid.focus();
    else if (text) this.texts.area?.focus();
    else if (screen) document.querySelector('[data-part=title]')?.focus();
  }

  /** What tables beside the routing table show below the grid comes with the first of them. */
  async #aside() {
    if (this.kind() !== 'routing' && this.draft.table !== null) this.aside = await import('./aside.js');
    this.mean();
    this.update();
  }

  /** How many turns a row decided, and how many changes of it no scenario notices. */
  testsOf(row) {
    const rule = row.cells[this.ruleColumn()];
    const tests = String(this.draft.tests?.rows[rule] ?? '');
    const unnoticed = this.draft.mutation?.rules.get(rule)?.length ?? 0;
    return unnoticed === 0 ? tests : words.grid.unnoticed(tests, unnoticed);
  }

  /** What playing came to, at the row that begins a scenario and at a turn that failed. */
  resultOf(row) {
    const results = this.draft.tests?.results ?? [];
    const begun = results.filter(({ key }) => key === row.key);
    const failed = results.find(({ turnKey }) => turnKey === row.key);
    if (failed !== undefined) return { text: words.grid.failed(failed), look: ' fails' };
    if (begun.length === 0) return { text: '', look: '' };
    const passed = begun.filter(each => each.passed).length;
    return { text: words.grid.passed(passed, begun.length), look: passed < begun.length ? ' fails' : ' passes' };
  }

  /** The name of the scenario a row belongs to. */
  scenarioOf(row) {
    const { rows } = this.draft.table;
    for (let at = this.draft.table.indexOf(row.key); at >= 0; at--) {
      const name = rows[at].kind === 'section' ? '' : rows[at].cells[this.ruleColumn()];
      if (name !== '') return name;
    }
    return '';
  }

  /** Which table is shown: `routing`, `words` and so on; null for none. */
  kind() {
    return this.draft.info?.tables.find(table => table.file === this.draft.file)?.table ?? null;
  }

  title() {
    const { draft } = this;
    const kind = words.kinds.find(({ table }) => table === this.kind());
    const name = draft.info?.tables.find(table => table.file === draft.file)?.title ?? '';
    return kind?.title(name, draft.info.tables.filter(({ table }) => table === kind.table).length) ?? words.tables;
  }

  ruleColumn() {
    return Math.max(0, this.draft.table.columns.findIndex(column => column.kind === 'rule' || column.kind === 'name'));
  }

  /** Asks what the active row says beyond its words, as it is typed: a week of hours, how long texts are. */
  mean() {
    const { draft, grid } = this;
    const row = grid.activeRow();
    if (!row || row.kind === 'section' || !['hours', 'texts'].includes(this.kind())) return;
    const cells = [...row.cells];
    if (grid.editing?.key === row.key) cells[grid.editing.column] = grid.editor.value.trim();
    const asked = [draft.file, ...cells].join('\u0000');
    if (this.meaning?.asked === asked) return;
    this.meaning = { ...this.meaning, asked };
    clearTimeout(this.meaningTimer);
    this.meaningTimer = setTimeout(async () => {
      try {
        const said = await draft.meaning(cells);
        if (this.meaning?.asked !== asked) return;
        this.meaning = { asked, key: row.key, said };
        this.update();
      } catch (e) {
        // It is only shown beside; the draft itself tells when there is no connection.
        draft.trouble = e.message;
      }
    }, TYPING);
  }

  ruleCount() {
    return this.draft.table.rows.reduce((n, row) => n + (row.kind === 'section' ? 0 : 1), 0);
  }

  savedWords() {
    const { draft } = this;
    if (draft.table === null && this.screen === null) return '';
    if (draft.queue.length > 0) return draft.offlineSince === null ? words.bar.saving : words.bar.unsent(draft.queue.length);
    if (draft.info.saved.state === 'unsaved') return words.bar.saving;
    if (draft.info.saved.state !== 'saved') return '';
    return draft.savedAt === null || draft.sides.size === 0 ? words.bar.saved : words.bar.savedAt(draft.savedAt.toLocaleTimeString('en-GB'));
  }

  /** Something changed in the draft: `table`, `findings` or `state`. */
  #changed(what) {
    if (what !== 'table' && this.text !== null && this.texts?.file) {
      this.texts.looked().catch(e => {
        this.texts.trouble = e.message;
      });
    }
    if (this.screen !== null) this.live?.looked();
    if (what !== 'state') {
      this.#see();
      this.#extra();
    }
    if (what === 'table' && this.try !== null) this.try.tableChanged();
    this.update();
  }

  /** Works out which rows are shown. With a filter they are those that fitted when it was set, and what was made since. */
  #see() {
    const { table } = this.draft;
    if (table === null) {
      this.view = [];
      return;
    }
    const keys = new Set([...this.draft.bound.keys(), ...this.draft.local.keys()]);
    let findings = 0;
    for (const key of keys) if ((this.draft.local.get(key) ?? this.draft.bound.get(key)).size > 0) findings++;
    this.counts = { changed: this.draft.sides.size, findings, untested: this.#untested().size, missing: this.#missing().size };
    this.view = this.kept === null ? table.rows : table.rows.filter(row => this.kept.has(row.key) || (this.draft.side(row) === 'new' && this.made.has(row.key)));
    if (this.laidOut !== table) {
      this.laidOut = table;
      this.#fold();
      this.paint();
      this.grid.layOut();
    }
  }

  /** The rows with a text that a language has not yet. */
  #missing() {
    const { absent, table } = this.draft;
    return new Set(table.rows.filter(row => row.kind !== 'section' && row.cells.some((text, at) => text === '' && absent.has(row.key + '\u0000' + at))).map(row => row.key));
  }

  /** Makes a row for each key that a flow says and the table lacks; one step to undo. */
  addMissing() {
    const { draft } = this;
    let after = draft.table.rows.at(-1)?.key ?? null;
    const at = this.ruleColumn();
    const ops = draft.shape.missingKeys.filter(key => draft.table.rows.every(row => row.cells[at] !== key)).map(name => {
      const cells = draft.table.columns.map(() => '');
      cells[at] = name;
      const op = { op: 'insert', key: draft.newKey(), after, kind: 'row', cells };
      after = op.key;
      return op;
    });
    if (ops.length === 0) return;
    this.clearFilter();
    const focus = this.grid.active.key === null ? null : { key: this.grid.active.key, column: 0 };
    if (this.#do(ops, focus)) this.grid.goTo(ops[0].key, at + 1);
  }

  #untested() {
    const { table, tests } = this.draft;
    if (tests === null || this.kind() !== 'routing') return new Set();
    const rule = this.ruleColumn();
    return new Set(table.rows.filter(row => row.kind === 'row' && tests.rows[row.cells[rule]] === 0).map(row => row.key));
  }

  /** Folds the columns without any text, the first time a table is shown. */
  #fold() {
    const { table } = this.draft;
    const empty = table.columns.map((_, at) => at).filter(at => at > 0 && table.rows.every(row => row.kind === 'section' || row.cells[at] === ''));
    this.foldable = empty.length < table.columns.length - 1 ? empty.length : 0;
    this.empty = this.foldable > 0 ? empty : [];
    if (this.foldedOnce) {
      for (const at of [...this.grid.folded]) if (!this.empty.includes(at)) this.grid.folded.delete(at);
    } else if (table.rows.length > 0) {
      this.foldedOnce = true;
      this.grid.folded = new Set(this.empty);
    }
  }

  toggleFold() {
    this.grid.folded = this.grid.folded.size > 0 ? new Set() : new Set(this.empty);
    this.grid.layOut();
    this.update();
  }

  #extraHeader() {
    if (this.kind() === 'scenarios' && this.draft.tests !== null) return words.grid.result;
    if (this.kind() !== 'routing') return null;
    return this.try?.why ? words.grid.found : this.draft.tests !== null ? words.grid.tests : null;
  }

  #extra() {
    const header = this.#extraHeader();
    if (this.extraShown !== header && this.laidOut) {
      this.extraShown = header;
      this.grid.layOut();
    }
  }

  /** Paints soon, once for whatever happens until then. */
  update() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.#extra();
      this.paint();
    });
  }

  paint() {
    render(html`<${Shell} page=${this} />`, this.root);
    if (this.draft.table !== null) {
      this.grid.render();
      render(html`<${AtCell} page=${this} />`, this.grid.pop);
    }
  }

  /** Says something that has no place of its own on the page. */
  say(text) {
    this.said = this.said === text ? text + '\u00a0' : text;
    this.update();
  }

  #owner() {
    const page = this;
    return {
      table: () => page.draft.table,
      view: () => page.view,
      name: () => words.grid.label(page.title()),
      editable: () => page.draft.editable(),
      mark: (row, column) => page.draft.mark(row, column),
      absent: (row, column) => page.draft.absent.has(row.key + '\u0000' + column),
      side: row => page.draft.side(row),
      trace: row => page.try?.trace(row) ?? null,
      extra: () => page.#extraHeader(),
      tracing: () => page.try !== null && page.try.why !== null,
      extraText: row => {
        if (row.kind === 'section') return '';
        if (page.try?.why) return page.try.trace(row)?.found ?? '';
        if (page.kind() === 'scenarios') return page.resultOf(row).text;
        return page.testsOf(row);
      },
      pinned: () => page.kind() === 'scenarios',
      extraLook: row => (page.kind() === 'scenarios' ? page.resultOf(row).look : ''),
      commit: (changes, focus) => page.commit(changes, focus),
      moved: () => {
        page.hushed = false;
        page.mean();
        page.update();
      },
      typing: typed => page.#typing(typed),
      command: (name, event) => page.command(name, event),
      drop: place => page.drop(place),
      shortcut: event => page.letters && (event.key === '/' || event.key === '?'),
    };
  }

  /** Gives cells new texts: `[[key, column, text], …]`, one step to undo. */
  commit(changes, focus) {
    const byKey = new Map();
    for (const [key, column, text] of changes) byKey.set(key, [...(byKey.get(key) ?? []), [column, text]]);
    const ops = [];
    for (const [key, cells] of byKey) {
      const row = this.draft.table.row(key);
      const op = row === undefined ? null : setOf(row, cells);
      if (op !== null) ops.push(op);
    }
    this.typed = null;
    return this.#do(ops, focus);
  }

  #do(ops, focus) {
    if (!this.draft.editable()) {
      this.say(words.said.readOnly);
      return false;
    }
    for (const op of ops) {
      for (const cell of op.op === 'set' ? op.cells : []) this.draft.conflicts.delete(op.key + '\u0000' + cell.column);
      if (op.op === 'insert') this.made.add(op.key);
    }
    return this.draft.do(ops, focus);
  }

  made = new Set();

  /** The cell tier while somebody types, 80 ms after the last key. */
  #typing(typed) {
    clearTimeout(this.typingTimer);
    this.mean();
    this.grid.editor.classList.remove('error');
    if (typed === null) {
      this.typed = null;
      this.update();
      return;
    }
    const row = this.draft.table.row(typed.key);
    if (row === undefined || row.kind === 'section') return;
    this.typingTimer = setTimeout(async () => {
      const cells = [...row.cells];
      cells[typed.column] = typed.text.trim();
      let findings;
      try {
        findings = await this.draft.check([{ key: row.key, cells }], false);
      } catch (e) {
        // Typing goes on without an answer; the draft itself tells when there is no connection.
        this.draft.trouble = e.message;
        return;
      }
      if (this.grid.editing?.key !== typed.key || this.grid.editing.column !== typed.column || this.grid.editor.value !== typed.text) return;
      const here = findings.filter(finding => finding.key === row.key && Math.max(0, finding.column ?? 0) === typed.column);
      this.typed = { key: typed.key, column: typed.column, findings: this.grid.list.hidden ? here : [] };
      this.grid.editor.classList.toggle('error', here.some(finding => finding.severity === 'error'));
      this.grid.editor.setAttribute('aria-invalid', String(here.length > 0));
      if (here.length > 0) this.said = here[0].sentence;
      this.update();
    }, TYPING);
  }

  fix(finding) {
    const column = finding.column ?? 0;
    if (this.grid.editing !== null) this.grid.leave(false);
    this.commit([[finding.key, column, finding.fix]], { key: finding.key, column });
    this.goTo(finding.key, column);
  }

  goTo(key, column) {
    if (this.draft.table?.row(key) === undefined) return;
    if (this.grid.goTo(key, column)) return;
    this.clearFilter();
    this.grid.goTo(key, column);
  }

  async showEvent(finding) {
    await this.openTry(finding.sample);
  }

  /** Settles a cell that was changed twice, by an edit of its own. */
  settle(conflict, mine) {
    const { key, column } = conflict;
    this.draft.conflicts.delete(key + '\u0000' + column);
    const row = this.draft.table.row(key);
    if (row !== undefined) {
      const text = mine ? conflict.mine : conflict.theirs;
      // A conflict with the file is over when an edit says so, even if the table has that text already.
      if (row.cells[column] !== text) this.commit([[key, column, text]], { key, column });
      else if (conflict.outside) this.draft.choose(key, column, conflict.theirs, text);
    }
    this.grid.focus();
    this.update();
  }

  /** Shows why a phone's last turn went as it did, in the table that decided it. */
  async whyOn(channel) {
    if (this.kind() !== 'routing') {
      const { file } = this.draft.info.tables.find(({ table }) => table === 'routing');
      history.pushState(null, '', '#' + encodeURIComponent(file));
      await this.go(file);
    }
    await this.try.explain(channel);
  }

  /** What can be given another name: the active row, or what the text that is shown names. */
  renamable() {
    if (this.text !== null) return this.texts.renamable();
    return [{ what: 'rule', from: this.grid.activeRow().cells[this.ruleColumn()], flow: null }];
  }

  /** Gives it another name in all files. */
  async rename({ what, from, flow }, to) {
    try {
      await this.draft.drained();
      if (this.text !== null) await this.texts.leave();
      const changed = await this.draft.rename({ what, from, to, flow });
      this.say(words.rename.done(changed));
      this.draft.notices.push(words.rename.done(changed));
      if (this.text !== null) await this.texts.open(this.text);
    } catch (e) {
      this.say(e.message);
      this.draft.refused.push(e.message);
    }
    this.update();
  }

  async addColumn(header) {
    try {
      await this.draft.addColumn(header);
      this.laidOut = null;
      this.foldedOnce = true;
      this.grid.goTo(this.grid.active.key, this.draft.table.columns.length - 1);
    } catch (e) {
      this.say(e.message);
      this.draft.refused.push(e.message);
      this.update();
    }
  }

  /** Makes a table that the bot does not have yet. */
  async make(kind, name) {
    try {
      if (kind === 'flows') {
        this.texts ??= new (await import('./flows.js')).Texts(this);
        await this.texts.make(name);
        return;
      }
      const { file } = await this.draft.make(kind, name);
      this.open(file);
    } catch (e) {
      this.say(e.message);
    }
  }

  async turnIntoCsv() {
    await this.draft.turnIntoCsv();
    location.reload();
  }

  nextConflict() {
    const [first] = this.draft.conflicts.values();
    if (first) this.goTo(first.key, first.column);
  }

  dismiss(what) {
    if (what === 'refused') this.draft.refused = [];
    else if (what === 'notices') this.draft.notices = [];
    else this.draft.lost = 0;
    this.update();
  }

  /** What the keys of the grid and the buttons around it ask for. */
  command(name, event) {
    const { draft, grid } = this;
    const row = grid.activeRow();
    switch (name) {
      case 'undo': return this.undo();
      case 'redo': return this.redo();
      case 'below': return this.insert('row', 1);
      case 'above': return this.insert('row', 0);
      case 'copy': return this.#copy(event);
      case 'cut':
        this.#copy(event);
        return this.#clear();
      case 'paste': return this.paste(event);
      case 'clear': return this.#clear();
      case 'duplicate': return this.#duplicate();
      case 'remove': return this.#remove();
      case 'up': return this.#move(-1);
      case 'down': return this.#move(1);
      case 'fix': {
        const found = row === undefined ? undefined : draft.foundAt(row, grid.activeColumn()).find(each => each.fix !== null && each.fix !== undefined);
        if (found === undefined) return this.say(words.said.noFix);
        return this.fix(found);
      }
      case 'escape':
        if (grid.anchor !== null) grid.go(grid.lastPlace, grid.active.column);
        else if (draft.table && !this.hushed && grid.pop.childElementCount > 0) {
          this.hushed = true;
          this.update();
        } else if (this.try !== null) this.toggleTry();
        return undefined;
      default: throw new Error('expected a command, but was ' + name);
    }
  }

  undo() {
    this.#turned(this.draft.undo(), words.said.undone, words.said.nothingToUndo);
  }

  redo() {
    this.#turned(this.draft.redo(), words.said.redone, words.said.nothingToRedo);
  }

  #turned(step, done, nothing) {
    if (step === null) return this.say(nothing);
    if (step.refused) this.say(words.said.undoRefused);
    else this.say(done);
    if (step.focus) this.grid.goTo(step.focus.key, step.focus.column);
    this.grid.focus();
    return undefined;
  }

  insert(kind, below) {
    const { table } = this.draft;
    const row = this.grid.activeRow();
    const after = row === undefined ? table.rows.at(-1)?.key ?? null : below ? row.key : table.before(row.key);
    const key = this.draft.newKey();
    const cells = kind === 'section' ? [''] : table.columns.map(() => '');
    if (this.#do([{ op: 'insert', key, after, kind, cells }], { key: row?.key ?? key, column: 0 })) {
      this.paint();
      this.grid.goTo(key, 0);
      if (kind === 'section') this.grid.edit(true);
    }
  }

  #keys() {
    const range = this.grid.range();
    return range === null ? [] : this.view.slice(range.top, range.bottom + 1).map(row => row.key);
  }

  #duplicate() {
    const { table } = this.draft;
    const row = this.grid.activeRow();
    if (row === undefined || row.kind === 'section') return;
    const rule = this.ruleColumn();
    const cells = [...row.cells];
    cells[rule] = nextId(new Set(table.rows.map(each => each.cells[rule])), cells[rule]);
    const key = this.draft.newKey();
    if (this.#do([{ op: 'insert', key, after: row.key, kind: 'row', cells }], { key: row.key, column: 0 })) this.grid.goTo(key, 0);
  }

  #remove() {
    const keys = this.#keys();
    if (keys.length === 0) return;
    const next = this.view[this.grid.range().bottom + 1]?.key ?? null;
    if (!this.#do(keys.map(key => ({ op: 'remove', key })), { key: keys[0], column: 0 })) return;
    if (next !== null) this.grid.goTo(next, this.grid.activeColumn());
    this.say(words.said.removed(keys.length));
  }

  #move(step) {
    const { table } = this.draft;
    if (this.kept !== null) return this.say(words.said.noMove);
    const keys = this.#keys();
    if (keys.length === 0) return undefined;
    const section = keys.length === 1 && table.row(keys[0]).kind === 'section';
    const ops = section ? sectionMovesOf(table, keys[0], step) : movesOf(table, keys, step);
    if (ops.length === 0) return this.say(words.said.edge);
    const { active, anchor } = this.grid;
    if (this.#do(ops, { key: active.key, column: this.grid.activeColumn() })) {
      this.grid.goTo(active.key, this.grid.activeColumn());
      this.grid.anchor = anchor;
      this.say(words.said.moved(table.indexOf(keys[0]) + 1));
    }
    return undefined;
  }

  /** Lays the chosen rows, or a whole section, before the row at a place. */
  drop(place) {
    const { table } = this.draft;
    if (this.kept !== null) return this.say(words.said.noMove);
    let keys = this.#keys();
    if (keys.length === 1 && table.row(keys[0]).kind === 'section') keys = sectionOf(table, keys[0]);
    let after = place > 0 ? table.rows[place - 1].key : null;
    if (after !== null && keys.includes(after)) after = table.before(keys[0]);
    const ops = carriesOf(table, keys, after);
    const { active } = this.grid;
    if (ops.length > 0 && this.#do(ops, { key: active.key, column: this.grid.activeColumn() })) {
      this.grid.goTo(active.key, this.grid.activeColumn());
      this.say(words.said.moved(table.indexOf(keys[0]) + 1));
    }
    return undefined;
  }

  #copy(event) {
    const range = this.grid.range();
    if (range === null) return;
    const shown = this.grid.shown.slice(range.left, range.right + 1);
    const block = this.view.slice(range.top, range.bottom + 1).map(row => (row.kind === 'section' ? [row.cells[0]] : shown.map(column => row.cells[column])));
    event.clipboardData.setData('text/plain', printTsv(block));
    event.clipboardData.setData(OWN, JSON.stringify(block));
    event.preventDefault();
    this.say(words.said.copied(block.length));
  }

  paste(event) {
    const own = event.clipboardData.getData(OWN);
    const block = own === '' ? readTsv(event.clipboardData.getData('text/plain')) : JSON.parse(own);
    event.preventDefault();
    if (block.length === 0) return;
    const { table } = this.draft;
    const range = this.grid.range() ?? { top: 0, left: 0, bottom: 0, right: 0 };
    const shown = this.grid.shown ?? table.columns.map((_, at) => at);
    const width = Math.max(...block.map(row => row.length));
    const from = this.view[range.top]?.key;
    const ops = pasteOf(table, this.view, range, block, () => this.draft.newKey(), shown);
    if (this.#do(ops, from === undefined ? null : { key: from, column: shown[range.left] })) {
      if (from !== undefined && width + block.length > 2) {
        const last = Math.min(range.top + block.length - 1, this.view.length - 1);
        this.grid.anchor = { key: this.view[last].key, column: Math.min(range.left + width - 1, this.grid.columnCount - 1) };
        this.grid.go(range.top, range.left, { extend: true });
      }
      this.say(words.said.pasted(block.length, width));
    }
  }

  #clear() {
    const range = this.grid.range();
    if (range === null) return;
    const shown = this.grid.shown.slice(range.left, range.right + 1);
    const changes = [];
    for (const row of this.view.slice(range.top, range.bottom + 1)) {
      if (row.kind === 'section') {
        if (range.top === range.bottom) changes.push([row.key, 0, '']);
      } else for (const column of shown) changes.push([row.key, column, '']);
    }
    this.commit(changes, { key: this.view[range.top].key, column: shown[0] ?? 0 });
  }

  /** Shows the rows of a tab, or those with the words sought. */
  show(tab) {
    this.tab = tab;
    this.#filter();
  }

  seek(text) {
    this.sought = text;
    this.#filter();
  }

  clearFilter() {
    this.tab = 'all';
    this.sought = '';
    this.#filter();
    this.grid.focus();
  }

  #filter() {
    const { draft } = this;
    const untested = this.tab === 'untested' ? this.#untested() : null;
    const missing = this.tab === 'missing' ? this.#missing() : null;
    const keep = {
      all: null,
      changed: row => draft.side(row) !== '',
      findings: row => ((draft.local.get(row.key) ?? draft.bound.get(row.key))?.size ?? 0) > 0,
      untested: row => untested.has(row.key),
      missing: row => missing.has(row.key),
    }[this.tab];
    this.made = new Set();
    this.kept = this.sought.trim() === '' && keep === null ? null : new Set(filtered(draft.table, this.sought, keep).map(row => row.key));
    this.#see();
    this.grid.scroller.scrollTop = 0;
    this.paint();
    if (this.kept !== null) this.say(words.said.shown(this.view.length, draft.table.rows.length));
  }

  filterKey(event) {
    if (event.key === 'Escape' && (this.sought !== '' || this.tab !== 'all')) {
      event.preventDefault();
      this.clearFilter();
    } else if ((event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape') && this.view.length > 0) {
      event.preventDefault();
      this.grid.go(Math.max(0, this.grid.place()), this.grid.active.column);
    }
  }

  #nextFinding(step) {
    const { draft, grid } = this;
    const { table } = draft;
    const places = [];
    for (const [at, row] of table.rows.entries()) {
      const found = draft.local.get(row.key) ?? draft.bound.get(row.key);
      for (const column of [...(found?.keys() ?? [])].sort((a, b) => a - b)) places.push([at, column, row.key]);
    }
    if (places.length === 0) {
      if (draft.findings.findings.length > 0) return this.openDialog('findings');
      return this.say(words.said.noFinding);
    }
    const here = [table.indexOf(grid.active.key), grid.activeColumn() ?? 0];
    const behind = ([at, column]) => at > here[0] || (at === here[0] && column > here[1]);
    const before = ([at, column]) => at < here[0] || (at === here[0] && column < here[1]);
    const to = step > 0 ? places.find(behind) ?? places[0] : places.findLast(before) ?? places.at(-1);
    return this.goTo(to[2], to[1]);
  }

  /** Keys that work all over the page. */
  key(event) {
    const key = event.key.toLowerCase();
    const target = event.target;
    const writes = target.matches('input, textarea, select');
    if (this.dialog !== null) return;
    if (key === 'f8' && this.text !== null && this.texts?.file) {
      event.preventDefault();
      if (!this.texts.nextFinding(event.shiftKey ? -1 : 1)) this.openDialog('findings');
    } else if (key === 'f8' && this.draft.table !== null) {
      event.preventDefault();
      this.#nextFinding(event.shiftKey ? -1 : 1);
    } else if (key === 'f6') {
      event.preventDefault();
      this.#nextPane(event.shiftKey ? -1 : 1);
    } else if (key === 't' && event.altKey) {
      event.preventDefault();
      this.toggleTry();
    } else if (key === 'escape' && this.try !== null && target.closest('.try') !== null) {
      event.preventDefault();
      this.toggleTry();
    } else if (!writes && (event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y') && this.draft.table !== null) {
      event.preventDefault();
      if (key === 'y' || event.shiftKey) this.redo();
      else this.undo();
    } else if (this.letters && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (key === '?') {
        event.preventDefault();
        this.openDialog('keys');
      } else if (key === '/' && this.draft.table !== null) {
        event.preventDefault();
        document.querySelector('[data-part=filter]')?.focus();
      } else if (key === 'c' && this.publishes) {
        event.preventDefault();
        this.open(':compare');
      } else if (key === 't' && (this.draft.table !== null || this.text !== null)) {
        event.preventDefault();
        this.toggleTry();
      }
    }
  }

  #nextPane(step) {
    const panes = [...document.querySelectorAll('[data-pane], .scroller, .try')].filter(pane => pane.offsetParent !== null || pane.getClientRects().length > 0);
    const at = panes.findIndex(pane => pane.contains(document.activeElement));
    for (let i = 1; i <= panes.length; i++) {
      const pane = panes[(at + step * i + panes.length * 2) % panes.length];
      if (pane.classList.contains('scroller')) {
        this.grid.focus();
        return;
      }
      const first = pane.querySelector('[data-first], button:not(:disabled), input, [tabindex="0"]');
      if (first !== null) {
        first.focus();
        return;
      }
    }
  }

  setLetters(on) {
    this.letters = on;
    localStorage.setItem('botflow.letters', on ? 'on' : 'off');
    this.update();
  }

  openDialog(name) {
    this.from = document.activeElement;
    this.dialog = name;
    this.update();
  }

  /** Goes to the place of a finding, in whichever file it is. */
  async goToFinding({ file, key, column, line }) {
    if (file !== this.shownFile()) {
      history.pushState(null, '', '#' + encodeURIComponent(file));
      await this.go(file);
    }
    if (this.text !== null && line) this.texts.goTo(line);
    else if (key) this.goTo(key, column ?? 0);
  }

  closeDialog() {
    this.dialog = null;
    this.paint();
    if (this.from?.isConnected) this.from.focus();
    else this.grid.focus();
  }

  async toggleTry() {
    if (this.try === null) {
      await this.openTry(null);
      return;
    }
    this.try.end();
    this.try = null;
    this.#extra();
    this.paint();
    this.grid.focus();
  }

  /** Opens Try; with a sample, what a finding shows is played at once. */
  async openTry(sample) {
    const { Talk } = await import('./try.js');
    if (this.try === null) this.try = new Talk(this);
    this.paint();
    this.grid.render();
    if (sample !== null) await this.try.play(sample);
    document.querySelector('[data-part=write]')?.focus();
  }
}

const page = new Page(document.getElementById('app'));
page.begin();
