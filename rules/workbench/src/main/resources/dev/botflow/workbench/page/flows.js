/** Files that are edited as text: flows with their picture beside, scenarios in YAML, and bot.yaml. */
import { h } from './vendor/preact.js';
import { words } from './words.js';
import { Problem, call, path } from './api.js';
import { html, icon } from './shell.js';
import { Results } from './aside.js';

const say = words.flows;
const SAVE = 500;
const LINE = 20;
const TAGS = ['svg', 'g', 'title', 'rect', 'text', 'path'];
const MEANT = /"([^"]+)"[^"]*did you mean "([^"]+)"\?/;

export class Texts {
  constructor(page) {
    this.page = page;
    this.files = [];
    this.file = null;
    this.text = '';
    this.line = 1;
    this.conflict = null;
    this.View = View;
    this.renamable = () => renamable(this);
    addEventListener('beforeunload', event => {
      if (this.file !== null && this.dirty()) event.preventDefault();
    });
  }

  dirty() {
    return this.file !== null && this.text !== this.file.text;
  }

  async open(name) {
    await this.leave();
    this.file = null;
    this.conflict = null;
    const [{ body: { files } }, { body }] = await Promise.all([call('GET', 'drafts/main/files'), call('GET', path('drafts/main/files', name))]);
    this.files = files;
    this.#take(body);
    this.text = body.text;
    this.line = 1;
    this.saved = null;
    this.page.update();
  }

  async make(name) {
    const { body } = await call('POST', path('drafts/main/files', `flows/${name}.yaml`), { text: `flow: ${name}\nsteps:\n  - id: say\n    say: Hello!\n`, hash: '' });
    this.page.draft.info = (await call('GET', 'drafts/main')).body;
    this.page.open(body.file);
  }

  /** A flow that cannot be read for a moment keeps the picture it had. */
  #take(body) {
    const picture = body.picture ?? (this.file?.file === body.file ? this.file.picture : null);
    this.file = { ...body, picture };
    this.seen = body.revision;
  }

  /** Saves what is not saved, since another file is opened. */
  async leave() {
    clearTimeout(this.timer);
    if (this.dirty() && this.conflict === null) await this.save();
  }

  typed(text) {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVE);
    this.page.update();
  }

  /** Also asked when the text area loses the focus because it goes, with its file. */
  async save(hash = this.file?.hash) {
    clearTimeout(this.timer);
    if (this.saving || !this.dirty() || !this.file.editable) return;
    this.saving = true;
    const { file, text } = this;
    try {
      const { body } = await call('POST', path('drafts/main/files', file.file), { text, hash });
      this.conflict = null;
      this.trouble = null;
      if (this.file?.file === file.file) this.#take(body);
      this.saved = new Date();
      this.page.textSaved();
    } catch (e) {
      if (e instanceof Problem && e.status === 412) this.conflict = { theirs: e.problem.theirs, hash: e.problem.hash };
      else this.trouble = e.message;
      this.timer = e instanceof Problem ? this.timer : setTimeout(() => this.save(), 2000);
    }
    this.saving = false;
    if (this.dirty() && this.conflict === null && this.trouble === null) this.typed(this.text);
    this.page.update();
  }

  /** Something changed in the draft: this file perhaps too. */
  async looked() {
    const { revision } = this.page.draft.info;
    if (this.file === null || this.saving || this.dirty() || revision === this.seen) return;
    this.seen = revision;
    const { body } = await call('GET', path('drafts/main/files', this.file.file));
    if (this.dirty() || this.file?.file !== body.file) return;
    this.#take(body);
    this.text = body.text;
    this.page.update();
  }

  keepMine() {
    this.save(this.conflict.hash);
  }

  takeTheirs() {
    this.text = this.conflict.theirs;
    this.file = { ...this.file, text: this.text, hash: this.conflict.hash };
    this.conflict = null;
    this.page.update();
  }

  findings() {
    return this.page.draft.findings.findings.filter(({ file }) => file === this.file.file).map(finding => ({ ...finding, line: this.#lineOf(finding) }));
  }

  /** A finding about a step names its first line: what is wrong stands on the line below that has its word. */
  #lineOf({ line, sentence }) {
    const word = (/but was "([^"]+)"/.exec(sentence) ?? MEANT.exec(sentence))?.[1];
    const step = this.steps().find(({ from }) => from === line);
    if (word === undefined || step === undefined) return line;
    const lines = this.text.split('\n');
    const at = lines.slice(step.from - 1, step.to).findIndex(each => each.includes(word));
    return at < 0 ? line : step.from + at;
  }

  /** The text a finding's line should have, where it suggests one and what is wrong stands in it once. */
  fixOf(finding) {
    const meant = MEANT.exec(finding.sentence);
    const line = this.text.split('\n')[(finding.line ?? 0) - 1];
    if (meant === null || line === undefined || line.split(meant[1]).length !== 2) return null;
    return { word: meant[2], line: line.replace(meant[1], () => meant[2]) };
  }

  /** Puts words in the place of a line, so that the browser's own undo takes it back. */
  fix(finding) {
    const fix = this.fixOf(finding);
    if (fix === null || !this.file.editable) return;
    const from = this.#start(finding.line);
    const to = from + this.text.split('\n')[finding.line - 1].length;
    this.area.focus();
    this.area.setSelectionRange(from, to);
    document.execCommand('insertText', false, fix.line);
  }

  #start(line) {
    return this.text.split('\n').slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  }

  goTo(line) {
    const at = this.#start(line);
    this.area.focus();
    this.area.setSelectionRange(at, at);
    this.caret();
  }

  caret() {
    const line = this.text.slice(0, this.area.selectionStart).split('\n').length;
    const { code } = this;
    const top = (line - 1) * LINE;
    if (top < code.scrollTop) code.scrollTop = top;
    else if (top + 3 * LINE > code.scrollTop + code.clientHeight) code.scrollTop = top + 3 * LINE - code.clientHeight;
    if (line === this.line) return;
    this.line = line;
    this.page.update();
    document.querySelector('.picture .here')?.scrollIntoView({ block: 'nearest' });
  }

  nextFinding(step) {
    const lines = [...new Set(this.findings().map(({ line }) => line).filter(Boolean))].sort((a, b) => a - b);
    if (lines.length === 0) return false;
    this.goTo(step > 0 ? lines.find(line => line > this.line) ?? lines[0] : lines.findLast(line => line < this.line) ?? lines.at(-1));
    return true;
  }

  /** The steps as they stand in the text: `{id, from, to}` by lines. */
  steps() {
    const lines = this.text.split('\n');
    const steps = [];
    lines.forEach((line, at) => {
      const found = /^\s*-\s*(?:\{\s*)?id:\s*["']?([^\s"',}#]+)/.exec(line);
      if (found) steps.push({ id: found[1], from: at + 1, to: lines.length });
    });
    steps.forEach((step, at) => {
      if (at > 0) steps[at - 1].to = step.from - 1;
    });
    return steps;
  }
}

/** What can be given another name here: the flow, and the step the caret is in. */
function renamable(texts) {
  const { flow } = texts.file;
  const step = texts.steps().find(({ from, to }) => texts.line >= from && texts.line <= to);
  return [...(step ? [{ what: 'step', from: step.id, flow }] : []), { what: 'flow', from: flow, flow: null }];
}

const titleOf = ({ file, flow, kind }) => (kind === 'settings' ? file : flow ?? file.slice(file.indexOf('/') + 1).replace(/\.ya?ml$/, ''));

function View({ page, texts }) {
  const { file } = texts;
  const { steps } = page.draft.tests ?? {};
  const covered = new Set(steps?.covered ?? []);
  const scenarios = file.kind === 'scenario';
  const shown = texts.files.filter(({ kind }) => (kind === 'scenario') === scenarios);
  const ran = ({ flow }) => [...covered].filter(step => step.startsWith(flow + '.')).length;
  return html`
    <div class="tools" role="toolbar" aria-label=${words.tools.label} data-pane="tools">
      <h1>${titleOf(file)}</h1><span class="soft">${file.file}</span>
      ${scenarios && html`<select aria-label=${words.aside.which} data-part="which" value=${file.file} onChange=${event => page.open(event.target.value)}>
        ${page.scenarioFiles().map(({ name, title }) => html`<option key=${name} value=${name}>${title}</option>`)}
      </select>`}
      <span class="soft" data-part="text-saved">${texts.dirty() ? words.bar.saving : texts.saved === null ? words.bar.saved : words.bar.savedAt(texts.saved.toLocaleTimeString('en-GB'))}</span>
      ${!scenarios && page.draft.mayEdit && html`<div class="end">
        ${file.flow && html`<button onClick=${() => page.openDialog('rename')} data-do="rename">${words.rename.do}</button>`}<button onClick=${() => page.openDialog('flow')} data-do="new-flow">${icon('plus')}${say.flow}</button></div>`}
    </div>
    ${texts.conflict !== null && html`<div class="notice" role="alert" data-state="text-differs">${say.differs}
      <button onClick=${() => texts.keepMine()} data-do="mine">${words.findings.keepMine}</button>
      <button onClick=${() => texts.takeTheirs()} data-do="theirs">${words.findings.takeTheirs}</button></div>`}
    ${texts.trouble && html`<div class="notice bad" role="alert" data-state="text-failed">${texts.trouble}</div>`}
    ${!file.editable && html`<div class="notice calm" data-state="read-only">${page.draft.mayEdit ? say.readOnly : words.states.noRole}</div>`}
    <div class="texts">
      ${!scenarios && html`<nav class="files" aria-label=${say.files} data-pane="files">
        ${shown.map(each => html`<button key=${each.file} aria-current=${each.file === file.file ? 'page' : null} onClick=${() => page.open(each.file)}>
          <span class="name">${titleOf(each)}</span>${steps && each.steps > 0 && html`<span class="count" title=${say.covered}>${ran(each)}/${each.steps}</span>`}</button>`)}
      </nav>`}
      <${Code} page=${page} texts=${texts} />
      ${file.picture && html`<div class="picture" role="region" aria-label=${say.picture} tabindex="0" data-pane="picture">
        ${drawn(file.picture, texts, steps ? covered : null)}</div>`}
      ${scenarios && html`<div class="picture runs" role="region" aria-label=${words.grid.result} tabindex="0">
        ${[...new Set(page.draft.tests?.results.filter(result => result.file === file.file).map(({ scenario }) => scenario))].map(name => html`<h2>${name}</h2><${Results} page=${page} name=${name} />`)}</div>`}
    </div>`;
}

/** The text with the numbers of its lines; what was found stands below the line the caret is on. */
function Code({ page, texts }) {
  const { file, text } = texts;
  const lines = text.split('\n');
  const findings = texts.findings();
  const stale = page.draft.findings.stale || texts.dirty() ? ' stale' : '';
  const wrong = new Map();
  for (const { line, severity } of findings) if (line) wrong.set(line, wrong.get(line) === 'error' ? 'error' : severity);
  const step = texts.steps().find(({ from, to }) => texts.line >= from && texts.line <= to);
  const here = findings.filter(({ line }) => line === texts.line);
  const above = findings.filter(({ line }) => !line);
  const box = (finding, at) => html`
    <div class="finding" key=${at}><p>${finding.sentence}</p>
      ${texts.fixOf(finding) !== null && file.editable && html`<div class="deeds"><button class="tinted" onMouseDown=${event => event.preventDefault()} onClick=${() => texts.fix(finding)} data-do="fix">${words.findings.changeTo(texts.fixOf(finding).word)}<kbd>Alt ↵</kbd></button></div>`}
    </div>`;
  return html`
    <div class="code" ref=${node => { texts.code = node ?? texts.code; }}>
      <div class="sheet-of-lines">
        <div class="numbers" aria-hidden="true">
          ${lines.slice(0, 5000).map((_, at) => html`<div class=${(wrong.get(at + 1) ?? '') + stale + (step && at + 1 >= step.from && at + 1 <= step.to ? ' step' : '')}>${at + 1}</div>`)}
        </div>
        <textarea class="yaml" spellcheck=${false} wrap="off" rows=${lines.length + 1} aria-label=${say.text(file.file)} aria-invalid=${String(findings.some(({ severity }) => severity === 'error'))} readonly=${!file.editable}
          cols=${Math.max(60, ...lines.slice(0, 5000).map(line => line.length + 2))} value=${text} data-part="yaml" data-first
          ref=${node => { texts.area = node ?? texts.area; }} onInput=${event => texts.typed(event.target.value)} onBlur=${() => texts.save()}
          onKeyUp=${() => texts.caret()} onClick=${() => texts.caret()} onKeyDown=${event => keys(event, texts, here)}></textarea>
        ${here.length > 0 && html`<div class="under at-line" role="group" aria-label=${words.findings.list} data-part="at-line" ref=${node => { if (node) node.style.top = texts.line * LINE + 12 + 'px'; }}>${here.map(box)}</div>`}
      </div>
      ${above.length > 0 && html`<div class="of-file">${above.map(box)}</div>`}
    </div>`;
}

function keys(event, texts, here) {
  if (event.key === 'Enter' && event.altKey) {
    const found = here.find(finding => texts.fixOf(finding) !== null);
    event.preventDefault();
    if (found) texts.fix(found);
  } else if (event.key === 's' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    texts.save();
  } else if (event.key === 'Enter' && !event.ctrlKey && !event.shiftKey) {
    // The next line begins below this one, as YAML wants it.
    const { area } = texts;
    const before = area.value.slice(0, area.selectionStart).split('\n').at(-1);
    const indent = /^\s*/.exec(before)[0] + (/^\s*-\s/.test(before) ? '  ' : '');
    if (indent !== '') {
      event.preventDefault();
      document.execCommand('insertText', false, '\n' + indent);
    }
  }
}

/** The picture as elements; only tags and attributes of a picture, whatever came. */
function drawn([tag, attributes, ...children], texts, covered) {
  if (!TAGS.includes(tag)) return null;
  const own = {};
  for (const [name, value] of Object.entries(attributes)) if (!name.startsWith('on') && name !== 'style' && name !== 'href') own[name] = value;
  if (tag === 'svg') own.role = 'group';
  const step = attributes['data-step'];
  if (step !== undefined) {
    const at = texts.steps().find(({ id }) => id === step);
    const here = at && texts.line >= at.from && texts.line <= at.to;
    const ran = covered === null ? '' : covered.has(texts.file.flow + '.' + step) ? ' ran' : ' missed';
    const name = step + (covered === null ? '' : ', ' + (ran === ' ran' ? say.ran : say.missed));
    Object.assign(own, { class: 'step' + ran + (here ? ' here' : ''), role: 'button', tabindex: '0', 'aria-label': name });
    own.onClick = () => at && texts.goTo(at.from);
    own.onKeyDown = event => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      if (at) texts.goTo(at.from);
    };
  }
  const inner = children.filter(child => !(Array.isArray(child) && child[0] === 'title'));
  return h(tag, own, ...inner.map(child => (Array.isArray(child) ? drawn(child, texts, covered) : child)));
}
