/** Try: phones side by side on the draft, and why the table decided as it did. Nothing here is sent, stored or called. */
import { words } from './words.js';
import { NoAnswer, Problem, call } from './api.js';
import { ASKS } from './grid.js';
import { html, icon } from './shell.js';

const say = words.try;
const PART = 1000;
const AFTER_EDIT = 350;

/** A conversation on the draft as it is now; played again when the draft changes. */
export class Talk {
  constructor(page) {
    this.page = page;
    this.View = View;
    this.channels = page.draft.info.channels.slice(0, 2);
    this.facts = {};
    this.stubs = {};
    this.at = '';
    this.conversation = null;
    this.phones = [];
    this.why = null;
    this.channel = null;
    this.left = [];
    this.trouble = null;
    this.adding = null;
    this.saving = null;
    this.kind = 'text';
    this.busy = false;
    this.number = 0;
  }

  /** Plays an event, or all again with other settings; without a conversation one begins. */
  async play(request) {
    const number = ++this.number;
    this.busy = true;
    this.trouble = null;
    try {
      const { body } = await call('POST', 'drafts/main/try', request);
      if (number !== this.number) return;
      this.#take(body);
      await this.explain(this.channel);
    } catch (e) {
      this.#failed(e);
    } finally {
      this.busy = false;
      this.page.update();
    }
  }

  settings() {
    return {
      ...(this.conversation === null ? {} : { conversation: this.conversation }),
      channels: this.channels,
      facts: this.facts,
      stubs: this.stubs,
      ...(this.at === '' ? {} : { at: this.at }),
    };
  }

  #take(talk) {
    this.conversation = talk.conversation;
    this.revision = talk.revision;
    this.channels = talk.channels;
    this.facts = talk.facts;
    this.stubs = talk.stubs;
    this.phones = talk.phones;
    this.left = talk.findings ?? [];
    if (this.at === '' && talk.at) this.at = local(talk.at, talk.zone);
    if (!this.channels.includes(this.channel)) this.channel = this.channels[0];
  }

  #failed(e) {
    if (e instanceof Problem && e.status === 404 && this.conversation !== null) {
      this.conversation = null;
      this.phones = [];
      this.why = null;
    }
    if (e instanceof Problem || e instanceof NoAnswer) this.trouble = e.message;
    else throw e;
  }

  event(event) {
    return this.play({ ...this.settings(), event });
  }

  /** Plays an event that a file holds as its webhook's body. */
  async playFile(file) {
    let body;
    try {
      body = JSON.parse(await file.text());
    } catch {
      this.trouble = `${file.name}: ${say.badFile}`;
      this.page.update();
      return;
    }
    await this.event({ kind: 'sample', body });
  }

  async set(change) {
    Object.assign(this, change);
    this.adding = null;
    this.page.update();
    if (this.conversation !== null) await this.play(this.settings());
  }

  async back() {
    await this.#again(() => call('DELETE', `drafts/main/try/${this.conversation}/turns/last`));
  }

  async restart() {
    if (this.conversation !== null) await call('DELETE', `drafts/main/try/${this.conversation}`).catch(e => this.#failed(e));
    this.conversation = null;
    this.phones = [];
    this.why = null;
    this.trouble = null;
    this.page.update();
  }

  async #again(asked) {
    const number = ++this.number;
    try {
      const { body } = await asked();
      if (number !== this.number) return;
      this.#take(body);
      if (this.turns() > 0) await this.explain(this.channel);
      else this.why = null;
      this.trouble = null;
    } catch (e) {
      this.#failed(e);
    }
    this.page.update();
  }

  turns() {
    return Math.max(0, ...this.phones.map(phone => phone.turns.length));
  }

  /** The table was edited: what was said is played on the new draft, a moment after the last edit. */
  tableChanged() {
    clearTimeout(this.timer);
    if (this.conversation === null) return;
    this.timer = setTimeout(() => {
      if (this.page.try !== this || this.conversation === null) return;
      if (this.page.draft.queue.length > 0) this.tableChanged();
      else this.#again(() => call('GET', `drafts/main/try/${this.conversation}`));
    }, AFTER_EDIT);
  }

  end() {
    clearTimeout(this.timer);
    if (this.conversation !== null) call('DELETE', `drafts/main/try/${this.conversation}`).catch(() => undefined);
  }

  /** Reads why the table decided as it did on one phone. */
  async explain(channel) {
    this.channel = channel;
    const phone = this.phones.find(each => each.channel === channel);
    if (!phone || phone.turns.length === 0 || this.page.kind() !== 'routing') {
      this.why = null;
      this.page.update();
      return;
    }
    const rows = new Map();
    let why = null;
    let from = 0;
    do {
      const { body } = await call('GET', `drafts/main/try/${this.conversation}/explanation?channel=${encodeURIComponent(channel)}&from=${from}&rows=${PART}`);
      why ??= body;
      for (const row of body.rows) if (row.key !== null) rows.set(row.key, row);
      from += PART;
      if (body.rows.length === 0) break;
    } while (from < why.total);
    this.why = { rule: why.rule, nearest: why.nearest ?? null, stages: why.stages, rows };
    const won = [...rows.values()].find(row => row.outcome === 'wins');
    if (won) this.page.grid.goTo(won.key, undefined, { focus: false });
    this.page.update();
  }

  closeWhy() {
    this.why = null;
    this.page.update();
  }

  whyOf() {
    const turn = this.phones.find(phone => phone.channel === this.channel)?.turns.at(-1);
    if (!turn) return '';
    const what = turn.event.text === undefined ? turn.did : `“${turn.event.text}”`;
    return `${what.slice(0, 60)} ${say.shown(this.channel)}`;
  }

  /** How a row of the table stood to what was asked; null for rows the answer does not name. */
  trace(row) {
    if (this.why === null) return null;
    const told = this.why.rows.get(row.key);
    if (told === undefined) return null;
    const cells = {};
    let failing = null;
    const { columns } = this.page.draft.table;
    for (const { column, header, result, found } of told.cells) {
      if (result === 'fits' && column >= 0 && row.cells[column] !== '' && ASKS.includes(columns[column]?.kind)) cells[column] = 'fits';
      if (result === 'fails') {
        if (column >= 0) cells[column] = 'fails';
        failing ??= { header, found };
      }
    }
    const grid = words.grid;
    if (told.outcome === 'wins') return { look: 'won', cells, found: grid.allFit };
    if (told.outcome === 'not_asked') return { look: 'unasked', cells: {}, found: grid.notAsked };
    return { look: row.key === this.why.nearest ? 'near' : '', cells, found: failing === null ? grid.fits : grid.isFound(failing.header, failing.found) };
  }

  async saveAs(name, channel) {
    try {
      const { body } = await call('POST', `drafts/main/try/${this.conversation}/scenario`, { name, channel });
      this.saving = null;
      this.saved = body.sentence;
      this.page.say(body.sentence);
    } catch (e) {
      this.#failed(e);
    }
    this.page.update();
  }
}

/** A moment as the field for a time takes it, in the bot's zone. */
function local(moment, zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** A fact's value as somebody writes it: true, false and numbers are what they look like. */
function valueOf(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function without(values, name) {
  return Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));
}

/** What an action answers: JSON if it is that, else a word such as timeout. */
function answerOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Two fields for a fact, or for what an action answers. */
function Add({ talk }) {
  const stub = talk.adding.what === 'stub';
  return html`
    <form class="chip" onSubmit=${event => {
      event.preventDefault();
      const [name, value] = [...new FormData(event.target).values()].map(each => each.trim());
      if (name === '') return;
      talk.set(stub ? { stubs: { ...talk.stubs, [name]: answerOf(value) } } : { facts: { ...talk.facts, [name]: valueOf(value) } });
    }}>
      <input name="name" size="8" aria-label=${stub ? say.stubName : say.factName} ref=${node => {
        if (node && !talk.adding?.shown) {
          talk.adding.shown = true;
          node.focus();
        }
      }} /><input name="value" size="6" aria-label=${say.factValue(say[talk.adding.what])} /><button aria-label=${stub ? say.addStub : say.addFact}>${icon('plus')}</button>
    </form>`;
}

function View({ page, talk }) {
  const free = page.draft.info.channels.filter(channel => !talk.channels.includes(channel));
  const others = Object.entries(talk.facts).filter(([name]) => name !== 'new' && name !== 'language');
  return html`
    <aside class="try" aria-label=${say.title} data-part="try">
      <header>
        <div class="title"><h2>${say.title}</h2>
          ${talk.turns() > 0 && html`<button onClick=${() => {
            talk.saving = { name: '' };
            page.update();
          }} data-do="save">${say.save}</button>
          <button class="quiet" onClick=${() => talk.restart()}>${say.again}</button>`}
          <button class="quiet" aria-label=${say.close} onClick=${() => page.toggleTry()}>${icon('close')}</button>
        </div>
        ${talk.saving !== null && html`<${Save} talk=${talk} />`}
        ${talk.saved && talk.saving === null && html`<p class="good" data-part="saved-scenario">${talk.saved}</p>`}
        <div class="chips">
          ${talk.channels.map(channel => html`
            <span class="chip on" key=${channel}>${channel}${talk.channels.length > 1 && html`
              <button aria-label=${say.removeChannel(channel)} onClick=${() => talk.set({ channels: talk.channels.filter(each => each !== channel) })}>${icon('close')}</button>`}</span>`)}
          ${free.length > 0 && talk.channels.length < 12 && html`
            <label class="chip"><span class="sr">${say.addChannel}</span>
              <select data-part="add-channel" onChange=${event => talk.set({ channels: [...talk.channels, event.target.value] })}>
                <option value="" selected>+ ${say.channel}</option>${free.map(channel => html`<option value=${channel}>${channel}</option>`)}
              </select></label>`}
          <label class="chip">${say.at} <input type="datetime-local" value=${talk.at} onChange=${event => talk.set({ at: event.target.value })} /></label>
          <label class="chip">${say.customer}
            <select onChange=${event => talk.set({ facts: event.target.value === '' ? without(talk.facts, 'new') : { ...talk.facts, new: event.target.value === 'true' } })}>
              <option value="" selected=${talk.facts.new === undefined}>${say.unset}</option>
              <option value="true" selected=${talk.facts.new === true}>${say.isNew}</option>
              <option value="false" selected=${talk.facts.new === false}>${say.returning}</option>
            </select></label>
          <label class="chip">${say.language} <input size="3" value=${talk.facts.language ?? ''} onChange=${event => {
            const language = event.target.value.trim();
            talk.set({ facts: language === '' ? without(talk.facts, 'language') : { ...talk.facts, language } });
          }} /></label>
          ${others.map(([name, value]) => html`
            <label class="chip" key=${name}>${name} <input size="6" aria-label=${say.factValue(name)} value=${String(value)} onChange=${event => talk.set({ facts: { ...talk.facts, [name]: valueOf(event.target.value.trim()) } })} />
              <button aria-label=${say.removeFact(name)} onClick=${() => talk.set({ facts: without(talk.facts, name) })}>${icon('close')}</button></label>`)}
          ${Object.entries(talk.stubs).map(([name, value]) => html`
            <span class="chip" key=${'stub ' + name}>${name} <b>${typeof value === 'string' ? value : JSON.stringify(value)}</b>
              <button aria-label=${say.removeFact(name)} onClick=${() => talk.set({ stubs: without(talk.stubs, name) })}>${icon('close')}</button></span>`)}
          ${talk.adding === null ? ['fact', 'stub'].map(what => html`<button class="chip" data-do=${what} onClick=${() => {
            talk.adding = { what };
            page.update();
          }}>+ ${say[what]}</button>`) : html`<${Add} talk=${talk} />`}
        </div>
      </header>
      <div class="phones" tabindex="0" role="region" aria-label=${say.title}>
        ${talk.phones.length === 0 ? html`<p class="soft">${say.begin}</p>` : talk.phones.map(phone => html`<${Phone} key=${phone.channel} phone=${phone} talk=${talk} />`)}
      </div>
      ${talk.left.length > 0 && html`<div class="notice" data-part="left-out">${say.left} ${talk.left.slice(0, 3).map(finding => finding.sentence).join(' ')}</div>`}
      ${talk.trouble !== null && html`<div class="notice bad" role="alert">${talk.trouble}</div>`}
      ${talk.turns() > 0 && html`<${Facts} talk=${talk} />`}
      <${Write} page=${page} talk=${talk} />
    </aside>`;
}

function Save({ talk }) {
  return html`
    <form class="chips" onSubmit=${event => {
      event.preventDefault();
      const given = new FormData(event.target);
      talk.saveAs(given.get('name').trim(), given.get('channel'));
    }}>
      <label class="chip">${say.name} <input name="name" required pattern="[A-Za-z0-9_\\-]+" title=${say.saveHint} size="14" data-part="scenario-name" ref=${node => {
        if (node && !talk.saving.shown) {
          talk.saving.shown = true;
          node.focus();
        }
      }} /></label>
      <label class="chip">${say.phone} <select name="channel">${talk.channels.map(channel => html`<option value=${channel} selected=${channel === talk.channel}>${channel}</option>`)}</select></label>
      <button class="chip on">${say.keep}</button>
    </form>`;
}

function Phone({ phone, talk }) {
  const shown = talk.why !== null && talk.channel === phone.channel;
  return html`
    <section class=${'phone' + (shown ? ' shown' : '')} aria-label=${phone.channel} data-phone=${phone.channel}>
      <div class="head"><h3>${phone.channel}</h3>
        ${phone.turns.length > 0 && html`<button aria-pressed=${shown} aria-label=${say.showWhy(phone.rule, phone.channel)} onClick=${() => page.whyOn(phone.channel)}>${phone.rule ?? say.noRow}</button>`}
      </div>
      ${phone.turns.map(turn => html`<${Turn} key=${turn.number} turn=${turn} talk=${talk} last=${turn === phone.turns.at(-1)} />`)}
      ${phone.turns.length > 0 && html`<p class="note">${phone.waitingAt ? say.waitsAt(phone.waitingAt) : say.nothingWaits}</p>`}
      ${phone.notes.map(note => html`<p class="note fair">${note}</p>`)}
    </section>`;
}

function Turn({ turn, talk, last }) {
  const { event } = turn;
  const own = event.kind === 'text' || event.kind === 'tap';
  const said = event.kind === 'text' ? event.text : turn.did ?? event.choice ?? event.name ?? event.after ?? '';
  return html`
    ${own ? html`<div class="user">${said}</div>` : html`<p class="note">${said}</p>`}
    ${turn.problem && html`<p class="note bad">${turn.problem}</p>`}
    ${turn.lines.map(line => line.messages.map(message => html`
      <div class="bubble">${message.blocks.map(block => html`<${Block} block=${block} talk=${talk} live=${last} />`)}</div>`))}
    ${turn.differs && html`<p class="note fair" data-part="differs">${say.before(turn.differs)}</p>`}`;
}

function Block({ block, talk, live }) {
  switch (block.kind) {
    case 'title': return html`<b>${block.text}</b>`;
    case 'media': return html`<div class="media">${say.media(block.text)}</div>`;
    case 'button':
      return block.choice === null || block.choice === undefined ? html`<div class="media">${block.text}</div>` : html`
        <button disabled=${!live} onClick=${() => talk.event({ kind: 'tap', choice: block.choice })}>${block.text}</button>`;
    case 'section': return html`<b class="soft">${block.text}</b>`;
    case 'text': return html`<span>${block.text}</span>`;
    default: return html`<div class="media">${[block.text, block.more].filter(Boolean).join(' · ')}</div>`;
  }
}

function Facts({ talk }) {
  const phone = talk.phones.find(each => each.channel === talk.channel);
  const turn = phone?.turns.at(-1);
  if (!turn) return null;
  return html`
    <div class="facts" tabindex="0" role="region" aria-label=${say.trace}><dl>
      ${turn.lines.map(line => html`<dt>${say.routed}</dt><dd>${line.sentence}</dd>
        ${line.trace.map(step => html`<dd>${step.what}</dd>`)}`)}
    </dl></div>`;
}

function Write({ page, talk }) {
  const events = page.draft.happened.filter(name => name !== 'text' && name !== 'message');
  const send = event => {
    event.preventDefault();
    const field = event.target.elements.write;
    if (talk.kind === 'text') {
      if (field.value === '') return;
      talk.event({ kind: 'text', text: field.value });
      field.value = '';
    } else if (talk.kind === 'file') {
      const [file] = event.target.elements.file.files;
      if (file) talk.playFile(file);
    } else if (talk.kind.startsWith('+')) talk.event({ kind: 'time', after: talk.kind });
    else talk.event({ kind: 'event', name: talk.kind });
  };
  return html`
    <form class="send" onSubmit=${send}>
      <label class="chip"><span class="sr">${say.event}</span><select onChange=${event => {
        talk.kind = event.target.value;
        page.update();
      }}>
        <option value="text" selected=${talk.kind === 'text'}>${say.text}</option>
        ${Object.entries(say.after).map(([after, name]) => html`<option value=${after} selected=${talk.kind === after}>${name}</option>`)}
        <option value="file" selected=${talk.kind === 'file'}>${say.file}</option>
        ${events.map(name => html`<option value=${name} selected=${talk.kind === name}>${name}</option>`)}
      </select></label>
      ${talk.kind === 'file' && html`<input name="file" type="file" accept=".json,application/json" aria-label=${say.fileLabel} />`}
      <input name="write" hidden=${talk.kind === 'file'} data-part="write" data-first aria-label=${say.hint} placeholder=${say.hint} disabled=${talk.kind !== 'text'} autocomplete="off" maxlength="65536" />
      ${talk.turns() > 0 && html`<button type="button" class="quiet" aria-label=${say.back} title=${say.back} onClick=${() => talk.back()} data-do="back">${icon('undo')}</button>`}
      <button class="main">${say.send}</button>
    </form>`;
}
