/**
 * The grid: plain DOM, rows of one height, laid out by their place and recycled, so that a row keeps its element, and with it
 * the focus and a screen reader's place, for as long as it is the active one. It shows what its owner tells and tells its
 * owner what somebody wants; it changes nothing itself.
 */
import { words } from './words.js';

const CLAIMED = ['arrowup', 'arrowdown', 'arrowleft', 'arrowright', 'home', 'end', 'pageup', 'pagedown'];
const TALL = 8;
const HANDLE = 18;

/** The kinds of columns whose cells ask something of an event. */
export const ASKS = ['happened', 'channel', 'customer', 'test', 'times', 'date', 'share'];

let family = null;
const canvas = document.createElement('canvas').getContext('2d');

/** How many pixels a text takes in the grid's letters. */
function wideness(weight, text) {
  family ??= getComputedStyle(document.body).fontFamily;
  const font = weight + ' 13px ' + family;
  if (canvas.font !== font) canvas.font = font;
  return canvas.measureText(text).width;
}

/** An element with a class and a text. */
function element(name, type, text) {
  const made = document.createElement(name);
  if (type) made.className = type;
  if (text) made.textContent = text;
  return made;
}

/** The last part of a list of words, which is what completing replaces. */
function lastWord(text) {
  const at = text.lastIndexOf(',') + 1;
  const blank = /^\s*(?:(?:not|in|contains)\s+)?/i.exec(text.slice(at))[0].length;
  return { from: at + blank, word: text.slice(at + blank) };
}

export class Grid {
  /**
   * @param owner what the grid asks: `table()`, `view()`, `editable()`, `mark(row, column)`, `absent(row, column)`, `side(row)`, `trace(row)`,
   *     `extra()`, `extraText(row)`, `extraLook(row)`, `pinned()`, `name()`, `shortcut(event)`, `tracing()`; and what it tells: `commit(changes, focus)`, `moved()`, `typing(row, column, text)`, `command(name, event)`, `drop(place)`
   */
  constructor(owner) {
    this.owner = owner;
    this.active = { key: null, column: 0 };
    this.anchor = null;
    this.slots = [];
    this.folded = new Set();
    this.editing = null;
    this.options = [];
    this.choice = -1;
    this.scroller = element('div', 'scroller');
    this.grid = element('div', 'grid');
    this.grid.setAttribute('role', 'grid');
    this.grid.setAttribute('aria-multiselectable', 'true');
    this.grid.dataset.part = 'grid';
    const top = element('div');
    top.setAttribute('role', 'rowgroup');
    this.heads = element('div', 'row heads');
    this.heads.setAttribute('role', 'row');
    this.heads.setAttribute('aria-rowindex', '1');
    top.append(this.heads);
    this.top = top;
    top.className = 'top';
    this.rows = element('div', 'rows');
    this.rows.setAttribute('role', 'rowgroup');
    this.drop = element('div', 'drop');
    this.drop.hidden = true;
    this.grid.append(top, this.rows);
    this.editor = element('textarea', 'editor');
    this.editor.hidden = true;
    this.editor.rows = 1;
    this.editor.spellcheck = false;
    this.editor.dataset.part = 'editor';
    this.editor.setAttribute('aria-autocomplete', 'list');
    this.list = element('div', 'under choices');
    this.list.id = 'choices';
    this.list.hidden = true;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', words.grid.choices);
    this.pop = element('div');
    this.pop.dataset.part = 'pop';
    this.over = element('div', 'over');
    this.over.append(this.drop);
    this.scroller.append(this.over, this.grid, this.editor, this.list, this.pop);
    this.#listen();
  }

  /** Reads columns anew: their heads and widths. */
  layOut() {
    const { columns, rows } = this.owner.table();
    const extra = this.owner.extra();
    const sample = rows.length > 400 ? rows.slice(0, 400) : rows;
    // While a try is explained, the columns that ask something are shown; what follows from them is not.
    const tracing = this.owner.tracing();
    this.tracing = tracing;
    this.grid.classList.toggle('pinned', tracing || this.owner.pinned());
    this.shown = columns.map((column, at) => at).filter(at => !this.folded.has(at) && (at === 0 || !tracing || ASKS.includes(columns[at].kind)));
    const pixels = this.shown.map(at => {
      let wide = wideness('600', columns[at].header);
      for (const row of sample) if (row.kind !== 'section') wide = Math.max(wide, wideness(at === 0 ? '600' : '400', (row.cells[at] ?? '').slice(0, 60)));
      return Math.ceil(Math.min(Math.max(at === 0 ? 38 : 54, wide), tracing ? 100 : 230) + (at === 0 ? 32 : 18));
    });
    if (extra !== null) pixels.push(150);
    this.grid.style.setProperty('--columns', pixels.map((width, at) => (at === pixels.length - 1 ? `minmax(${width}px, 1fr)` : width + 'px')).join(' '));
    this.widths = pixels;
    this.heads.replaceChildren(
      ...this.shown.map((at, place) => {
        const head = element('div', columns[at].finding ? 'wrong' : '', columns[at].header);
        head.setAttribute('role', 'columnheader');
        head.setAttribute('aria-colindex', String(place + 1));
        if (columns[at].finding) head.title = columns[at].finding;
        return head;
      }),
      ...(extra === null ? [] : [extra].map(header => {
        const head = element('div', 'found', header);
        head.setAttribute('role', 'columnheader');
        head.setAttribute('aria-colindex', String(this.shown.length + 1));
        return head;
      })),
    );
    this.extra = extra !== null;
    this.columnCount = this.shown.length + (this.extra ? 1 : 0);
    this.grid.setAttribute('aria-colcount', String(this.columnCount));
    this.grid.setAttribute('aria-label', this.owner.name());
    const focused = this.rows.contains(document.activeElement);
    for (const slot of this.slots) slot.root.remove();
    this.slots = [];
    if (this.active.column >= this.columnCount) this.active.column = 0;
    this.render();
    if (focused) this.focus();
  }

  rowHeight() {
    return 32;
  }

  /** Paints what is in sight. Cheap enough for each key: an element whose text and look stay is left alone. */
  render() {
    if (!this.shown) return;
    const view = this.owner.view();
    const height = this.rowHeight();
    const count = view.length;
    const rows = this.owner.table().rows.length;
    this.grid.setAttribute('aria-rowcount', String(rows + 1));
    this.grid.setAttribute('aria-readonly', String(!this.owner.editable()));
    this.rows.style.height = count * height + 'px';
    let active = this.place();
    if (active < 0 && count > 0) {
      // The row went: its neighbour takes its place.
      active = Math.min(Math.max(this.lastPlace ?? 0, 0), count - 1);
      this.active = { key: view[active].key, column: this.active.column };
      this.anchor = null;
    }
    this.lastPlace = active;
    const from = Math.max(0, Math.floor(this.scroller.scrollTop / height) - TALL);
    const to = Math.min(count, Math.ceil((this.scroller.scrollTop + (this.scroller.clientHeight || 600)) / height) + TALL);
    const wanted = new Set();
    for (let at = from; at < to; at++) wanted.add(at);
    if (active >= 0) wanted.add(active);
    // A slot stays with its row's key where it can; the active row's never gets another.
    const places = new Map();
    for (const at of wanted) places.set(view[at].key, at);
    const free = [];
    for (const slot of this.slots) {
      if (slot.key !== null && places.has(slot.key)) {
        this.#paint(slot, view, places.get(slot.key), height);
        places.delete(slot.key);
      } else free.push(slot);
    }
    for (const [, at] of places) this.#paint(free.pop() ?? this.#slot(), view, at, height);
    for (const slot of free) {
      slot.key = null;
      slot.root.hidden = true;
    }
  }

  #slot() {
    const root = element('div', 'row');
    root.setAttribute('role', 'row');
    const cells = [];
    for (let place = 0; place < this.columnCount; place++) {
      const cell = element('div', 'cell');
      cell.setAttribute('aria-colindex', String(place + 1));
      cell.setAttribute('role', place === 0 ? 'rowheader' : 'gridcell');
      cell.tabIndex = -1;
      cells.push(cell);
    }
    root.append(...cells);
    this.rows.append(root);
    const slot = { root, cells, texts: [], kinds: [], looks: [], key: null, look: '', place: -1, section: false };
    this.slots.push(slot);
    return slot;
  }

  #paint(slot, view, at, height) {
    const row = view[at];
    const table = this.owner.table();
    const section = row.kind === 'section';
    slot.key = row.key;
    if (slot.root.hidden) slot.root.hidden = false;
    if (slot.place !== at) {
      slot.place = at;
      slot.root.style.transform = `translateY(${at * height}px)`;
    }
    const index = String(table.indexOf(row.key) + 2);
    if (slot.root.getAttribute('aria-rowindex') !== index) slot.root.setAttribute('aria-rowindex', index);
    const trace = this.owner.trace(row);
    const look = 'row ' + row.kind + ' ' + this.owner.side(row) + (this.tracing ? ' tracing ' + (trace?.look ?? '') : '');
    if (slot.look !== look) slot.root.className = slot.look = look;
    if (slot.section !== section) {
      slot.section = section;
      slot.cells.forEach((cell, place) => {
        cell.hidden = section && place > 0;
        if (place > 0) return;
        cell.setAttribute('role', section ? 'gridcell' : 'rowheader');
        if (section) cell.setAttribute('aria-colspan', String(this.columnCount));
        else cell.removeAttribute('aria-colspan');
      });
    }
    const { tracing } = this;
    const range = this.range();
    const isActive = row.key === this.active.key;
    for (let place = 0; place < (section ? 1 : this.columnCount); place++) {
      const cell = slot.cells[place];
      const column = this.shown[place];
      const found = column === undefined;
      const text = found ? this.owner.extraText(row) : row.cells[column] ?? '';
      const kind = section ? 'section' : found ? 'found' : table.columns[column].kind;
      if (slot.texts[place] !== text || slot.kinds[place] !== kind) {
        tint(cell, text, kind);
        slot.texts[place] = text;
        slot.kinds[place] = kind;
      }
      const active = isActive && (section || place === this.active.column);
      const picked = range !== null && at >= range.top && at <= range.bottom && (section || (place >= range.left && place <= range.right)) && (range.top !== range.bottom || range.left !== range.right);
      const mark = found ? null : this.owner.mark(row, column);
      let looks = 'cell';
      if (found) looks += ' found' + (tracing ? '' : this.owner.extraLook(row));
      if (active) looks += ' active';
      if (picked) looks += ' picked';
      if (mark !== null) looks += ' ' + mark;
      else if (text === '' && !found && !section && this.owner.absent(row, column)) looks += ' absent';
      if (trace && !found && trace.cells) looks += ' ' + (trace.cells[column] ?? '');
      if (slot.looks[place] !== looks) {
        cell.className = slot.looks[place] = looks;
        setOrRemove(cell, 'aria-selected', picked || active ? 'true' : null);
        const wrong = mark !== null && !mark.includes('stale') && (mark.includes('error') || mark.includes('differs'));
        setOrRemove(cell, 'aria-invalid', wrong ? 'true' : null);
        const said = trace && trace.cells && !found ? words.grid.trace[trace.cells[column]] : undefined;
        const lacking = looks.endsWith(' absent') ? words.grid.absent : null;
        setOrRemove(cell, 'aria-description', mark !== null ? words.grid.marks[mark.split(' ')[0]] ?? null : said ?? lacking);
        const tab = active ? 0 : -1;
        if (cell.tabIndex !== tab) cell.tabIndex = tab;
      }
    }
  }

  /** The place of the active row among those shown; -1 if it is not among them. */
  place() {
    const view = this.owner.view();
    if (this.active.key === null) return -1;
    if (view === this.owner.table().rows) return this.owner.table().indexOf(this.active.key);
    return view.findIndex(row => row.key === this.active.key);
  }

  #placeOf(key) {
    const view = this.owner.view();
    return view === this.owner.table().rows ? this.owner.table().indexOf(key) : view.findIndex(row => row.key === key);
  }

  activeRow() {
    return this.active.key === null ? undefined : this.owner.table().row(this.active.key);
  }

  /** The table's column of the active cell; undefined on what the page itself adds. */
  activeColumn() {
    const row = this.activeRow();
    return row?.kind === 'section' ? 0 : this.shown?.[this.active.column];
  }

  /** The range as places in the view and shown columns; null if nothing is active. */
  range() {
    const bottom = this.lastPlace ?? -1;
    if (bottom < 0) return null;
    const other = this.anchor === null ? bottom : this.#placeOf(this.anchor.key);
    const right = this.active.column;
    const left = this.anchor === null ? right : this.anchor.column;
    const end = other < 0 ? bottom : other;
    return { top: Math.min(end, bottom), bottom: Math.max(end, bottom), left: Math.min(left, right), right: Math.max(left, right) };
  }

  /** Makes a cell the active one, brings it into sight and, if it shall, gives it the focus. */
  go(place, column, { extend = false, focus = true } = {}) {
    const view = this.owner.view();
    if (view.length === 0) return;
    const to = Math.min(Math.max(place, 0), view.length - 1);
    if (extend) this.anchor ??= { ...this.active };
    else this.anchor = null;
    this.active = { key: view[to].key, column: Math.min(Math.max(column, 0), this.columnCount - 1) };
    this.lastPlace = to;
    this.reveal(to, this.active.column);
    this.render();
    if (focus) this.focus();
    this.owner.moved();
  }

  /** Makes the cell of a row the active one, by its key and the table's column. */
  goTo(key, column, options) {
    const place = this.#placeOf(key);
    if (place < 0) return false;
    if (column !== undefined && column !== null && this.folded.delete(column)) this.layOut();
    this.go(place, Math.max(0, this.shown.indexOf(column ?? 0)), options);
    return true;
  }

  reveal(place, column) {
    const height = this.rowHeight();
    const head = this.heads.offsetHeight;
    const top = place * height;
    const seen = this.scroller.clientHeight - head;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    else if (top + height > this.scroller.scrollTop + seen) this.scroller.scrollTop = top + height - seen;
    let left = 0;
    for (let at = 0; at < column; at++) left += this.widths[at];
    if (left < this.scroller.scrollLeft) this.scroller.scrollLeft = column === 0 ? 0 : left;
    else if (left + this.widths[column] > this.scroller.scrollLeft + this.scroller.clientWidth) {
      this.scroller.scrollLeft = Math.min(left, left + this.widths[column] - this.scroller.clientWidth);
    }
  }

  activeCell() {
    const slot = this.slots.find(slot => slot.key === this.active.key && slot.key !== null);
    return slot?.cells[slot.section ? 0 : this.active.column];
  }

  focus() {
    if (this.active.key === null) this.go(0, 0, { focus: false });
    this.activeCell()?.focus({ preventScroll: true });
  }

  /** Where the active cell lies in what scrolls. */
  box() {
    const cell = this.activeCell();
    if (!cell) return null;
    const outer = this.scroller.getBoundingClientRect();
    const inner = cell.getBoundingClientRect();
    return {
      left: inner.left - outer.left + this.scroller.scrollLeft,
      top: inner.top - outer.top + this.scroller.scrollTop,
      width: inner.width,
      height: inner.height,
    };
  }

  /** Lays something below the active cell, or above it where there is no room. */
  putUnder(node) {
    const box = this.box();
    if (box === null) return;
    const room = this.scroller.scrollTop + this.scroller.clientHeight - (box.top + box.height);
    const height = node.offsetHeight;
    const above = room < height + 8 && box.top - this.scroller.scrollTop > height + 40;
    node.style.top = (above ? box.top - height - 6 : box.top + box.height + 6) + 'px';
    const right = this.scroller.scrollLeft + this.scroller.clientWidth - node.offsetWidth - 8;
    node.style.left = Math.max(this.scroller.scrollLeft + 4, Math.min(box.left, right)) + 'px';
  }

  /** Opens the editor on the active cell. With `keep` it begins with the cell's text, else empty for the key to come. */
  edit(keep) {
    const row = this.activeRow();
    const column = this.activeColumn();
    if (!row || column === undefined || !this.owner.editable()) return false;
    this.reveal(this.lastPlace, this.active.column);
    this.render();
    const box = this.box();
    const text = row.cells[column] ?? '';
    this.editing = { key: row.key, column, was: text };
    const { style } = this.editor;
    style.left = box.left + 'px';
    style.top = box.top + 'px';
    style.width = Math.max(row.kind === 'section' ? Math.min(box.width, 420) : box.width, 140) + 'px';
    style.height = box.height + 'px';
    this.editor.classList.remove('error');
    this.editor.setAttribute('aria-label', words.grid.editor(row.kind === 'section' ? words.grid.section : this.owner.table().columns[column].header));
    this.editor.value = keep ? text : '';
    this.editor.hidden = false;
    // The focus goes there before the key's letter does, so that dead keys and input methods begin in the editor.
    this.editor.focus({ preventScroll: true });
    this.editor.setSelectionRange(this.editor.value.length, this.editor.value.length);
    this.#grow();
    this.owner.moved();
    return true;
  }

  #grow() {
    const { editor } = this;
    editor.style.height = 'auto';
    editor.style.height = Math.min(Math.max(editor.scrollHeight + 4, 32), 180) + 'px';
  }

  /** Leaves the editor; `take` gives what was typed to the owner. */
  leave(take, focus = true) {
    if (this.editing === null) return;
    const { key, column, was } = this.editing;
    const text = this.editor.value.trim();
    this.editing = null;
    this.editor.hidden = true;
    this.#suggest([]);
    if (focus) this.focus();
    if (take && text !== was) this.owner.commit([[key, column, text]], { key, column });
    else this.owner.typing(null);
    this.owner.moved();
  }

  /** Shows the words that can be taken into the editor. */
  #suggest(options) {
    this.options = options;
    this.choice = -1;
    this.editor.removeAttribute('aria-activedescendant');
    this.list.hidden = options.length === 0;
    if (options.length === 0) {
      this.editor.removeAttribute('aria-controls');
      this.list.replaceChildren();
      return;
    }
    this.editor.setAttribute('aria-controls', 'choices');
    this.list.replaceChildren(
      ...options.map((option, at) => {
        const item = element('div', '', option);
        item.id = 'choice-' + at;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        return item;
      }),
    );
    this.putUnder(this.list);
    const below = this.editor.offsetTop + this.editor.offsetHeight + 4;
    if (parseFloat(this.list.style.top) > this.editor.offsetTop) this.list.style.top = below + 'px';
  }

  #complete(always) {
    const column = this.owner.table().columns[this.editing.column];
    const row = this.owner.table().row(this.editing.key);
    if (!column || !row || row.kind === 'section' || column.suggestions.length === 0) return this.#suggest([]);
    const { word } = lastWord(this.editor.value);
    const sought = word.toLowerCase();
    if (sought === '' && !always) return this.#suggest([]);
    const begins = [];
    const holds = [];
    for (const suggestion of column.suggestions) {
      const lower = suggestion.toLowerCase();
      if (lower === sought) continue;
      if (lower.startsWith(sought)) begins.push(suggestion);
      else if (lower.includes(sought)) holds.push(suggestion);
    }
    return this.#suggest([...begins, ...holds].slice(0, 12));
  }

  #choose(at) {
    this.list.children[this.choice]?.setAttribute('aria-selected', 'false');
    this.choice = at < -1 ? this.options.length - 1 : at >= this.options.length ? -1 : at;
    const item = this.list.children[this.choice];
    item?.setAttribute('aria-selected', 'true');
    item?.scrollIntoView({ block: 'nearest' });
    if (item) this.editor.setAttribute('aria-activedescendant', item.id);
    else this.editor.removeAttribute('aria-activedescendant');
  }

  #take() {
    const { from } = lastWord(this.editor.value);
    this.editor.value = this.editor.value.slice(0, from) + this.options[this.choice];
    this.#suggest([]);
    this.#typed();
  }

  #typed() {
    this.#grow();
    this.owner.typing({ key: this.editing.key, column: this.editing.column, text: this.editor.value });
  }

  #listen() {
    this.scroller.addEventListener('scroll', () => {
      if (this.frame) return;
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.render();
      });
    }, { passive: true });
    new ResizeObserver(() => this.render()).observe(this.scroller);
    this.grid.addEventListener('keydown', event => this.#key(event));
    this.grid.addEventListener('compositionstart', () => this.edit(false));
    this.editor.addEventListener('keydown', event => this.#editorKey(event));
    this.editor.addEventListener('input', () => {
      if (this.editing === null) return;
      this.#complete(false);
      this.#typed();
    });
    this.editor.addEventListener('blur', () => this.leave(true, false));
    this.list.addEventListener('pointerdown', event => {
      const item = event.target.closest('[role=option]');
      event.preventDefault();
      if (!item) return;
      this.choice = [...this.list.children].indexOf(item);
      this.#take();
    });
    const hit = event => {
      const cell = event.target.closest?.('.cell');
      const slot = cell && this.slots.find(slot => slot.root === cell.parentNode);
      return slot && slot.key !== null ? { place: slot.place, column: slot.section ? this.active.column : slot.cells.indexOf(cell) } : null;
    };
    this.rows.addEventListener('pointerdown', event => {
      const at = hit(event);
      if (at === null || event.button !== 0) return;
      event.preventDefault();
      this.leave(true, false);
      const handle = event.offsetX < HANDLE && event.target.matches('[role=rowheader], .section .cell') && this.owner.editable();
      const range = this.range();
      if (handle) this.carrying = { within: range !== null && at.place >= range.top && at.place <= range.bottom, to: null, from: event.clientY };
      if (handle && this.carrying.within) return;
      this.go(at.place, at.column, { extend: event.shiftKey });
      this.dragging = true;
    });
    this.rows.addEventListener('pointermove', event => {
      if (event.buttons !== 1) return;
      const at = hit(event);
      if (this.carrying) {
        if (at !== null && Math.abs(event.clientY - this.carrying.from) > 4) this.#carry(at.place, event);
        return;
      }
      if (!this.dragging) return;
      if (at !== null && (at.place !== this.lastPlace || at.column !== this.active.column)) this.go(at.place, at.column, { extend: true });
    });
    addEventListener('pointerup', () => {
      const to = this.carrying?.to ?? null;
      this.dragging = false;
      this.carrying = null;
      this.drop.hidden = true;
      if (to !== null) this.owner.drop(to);
    });
    this.rows.addEventListener('dblclick', event => {
      if (hit(event) !== null) this.edit(true);
    });
    for (const name of ['copy', 'cut', 'paste']) {
      this.grid.addEventListener(name, event => this.owner.command(name, event));
    }
  }

  /** Shows where rows would fall that are dragged by their handle: before or behind the row under the pointer. */
  #carry(place, event) {
    const slot = this.slots.find(slot => slot.place === place && slot.key !== null && !slot.root.hidden);
    const box = slot.root.getBoundingClientRect();
    this.carrying.to = event.clientY > box.top + box.height / 2 ? place + 1 : place;
    this.drop.hidden = false;
    this.drop.style.transform = `translateY(${this.carrying.to * this.rowHeight() - 1}px)`;
  }

  #key(event) {
    if (event.target.closest('[role=gridcell], [role=rowheader]') === null) return;
    const key = event.key.toLowerCase();
    const control = event.ctrlKey || event.metaKey;
    const at = this.lastPlace;
    const { column } = this.active;
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - 32) / 32) - 1);
    const end = this.owner.view().length - 1;
    if (CLAIMED.includes(key) && !event.altKey) {
      const [to, side] = {
        arrowup: [control ? 0 : at - 1, column],
        arrowdown: [control ? end : at + 1, column],
        arrowleft: [at, control ? 0 : column - 1],
        arrowright: [at, control ? this.columnCount - 1 : column + 1],
        home: [control ? 0 : at, 0],
        end: [control ? end : at, this.columnCount - 1],
        pageup: [at - page, column],
        pagedown: [at + page, column],
      }[key];
      event.preventDefault();
      this.go(to, side, { extend: event.shiftKey });
      return;
    }
    const named = {
      'alt+arrowup': 'up', 'alt+arrowdown': 'down', 'control+z': 'undo', 'control+shift+z': 'redo', 'control+y': 'redo',
      'control+enter': 'below', 'control+shift+enter': 'above', 'control+d': 'duplicate', 'control+delete': 'remove',
      'control+backspace': 'remove', delete: 'clear', backspace: 'clear', 'alt+enter': 'fix', escape: 'escape', 'control+a': 'all',
    }[(control ? 'control+' : '') + (event.altKey ? 'alt+' : '') + (event.shiftKey ? 'shift+' : '') + key];
    if (named !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      if (named === 'all') {
        this.anchor = { key: this.owner.view()[0].key, column: 0 };
        this.go(end, this.columnCount - 1, { extend: true });
      } else this.owner.command(named, event);
      return;
    }
    if ((key === 'enter' || key === 'f2') && !control && !event.altKey) {
      event.preventDefault();
      this.edit(true);
      return;
    }
    const letter = event.key.length === 1 || event.key === 'Process' || event.key === 'Dead';
    if (letter && !control && !event.altKey && !(event.key === ' ' && event.shiftKey) && !this.owner.shortcut(event)) {
      if (this.edit(false)) event.stopPropagation();
    }
  }

  #editorKey(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const { key } = event;
    if (!this.list.hidden && (key === 'ArrowDown' || key === 'ArrowUp') && !event.altKey) {
      event.preventDefault();
      this.#choose(this.choice + (key === 'ArrowDown' ? 1 : -1));
      return;
    }
    if ((key === 'ArrowDown' && event.altKey) || (key === ' ' && event.ctrlKey)) {
      event.preventDefault();
      this.#complete(true);
      return;
    }
    if (key === 'Enter' && event.altKey) {
      event.preventDefault();
      this.editor.setRangeText('\n', this.editor.selectionStart, this.editor.selectionEnd, 'end');
      this.#typed();
      return;
    }
    if (key === 'Enter' || key === 'Tab') {
      event.preventDefault();
      if (this.choice >= 0) this.#take();
      const at = this.lastPlace;
      const { column } = this.active;
      this.leave(true);
      const step = event.shiftKey ? -1 : 1;
      this.go(key === 'Enter' ? at + step : at, key === 'Tab' ? column + step : column);
      return;
    }
    if (key === 'Escape') {
      event.preventDefault();
      if (!this.list.hidden) this.#suggest([]);
      else this.leave(false);
    }
  }
}

function setOrRemove(node, name, value) {
  if (value === null || value === undefined) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

/** A cell's text with its words in the colours of what they do. Only ever text: what a cell holds is never markup. */
function tint(cell, text, kind) {
  if (text.length > 400) {
    cell.textContent = text.slice(0, 400) + '…';
    return;
  }
  const parts = [];
  if (kind === 'section' || text === '') cell.textContent = text;
  else if (kind === 'flow' || kind === 'exit') parts.push(element('span', 'flow', text));
  else if (kind === 'during') {
    parts.push(element('span', text === 'end it' ? 'pill bad' : text === 'interrupt' ? 'pill call' : 'pill', text));
  } else if (kind === 'channel' || kind === 'test' || kind === 'happened' || kind === 'customer') {
    const lead = /^(not in|not|in|contains|matches|starts with|ends with)(?= )/i.exec(text);
    let rest = text;
    if (lead) {
      parts.push(element('span', 'call', lead[0]));
      rest = text.slice(lead[0].length);
    }
    for (const piece of rest.split(/(\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b)/)) {
      if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(piece)) parts.push(element('span', 'list', piece));
      else if (piece !== '') parts.push(document.createTextNode(piece));
    }
  } else cell.textContent = text;
  if (parts.length > 0) cell.replaceChildren(...parts);
}
