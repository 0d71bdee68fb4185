/** Two versions played beside each other: recorded events by channel, conversations side by side, and the scenarios of both. */
import { words } from './words.js';
import { call, path } from './api.js';
import { html } from './shell.js';

const say = words.played;
/** What a request may hold, less what is around the events. */
const MOST_BYTES = 1_000_000;
const ASK = 200;

export class Played {
  constructor(page) {
    this.page = page;
    this.View = View;
    this.turn = 0;
    this.forget();
  }

  /** Something else is looked at: what is played is no part of it. */
  forget() {
    this.cancel();
    this.turn++;
    Object.assign(this, { run: null, left: 0, refused: null, shown: null });
  }

  get running() {
    return this.run?.state === 'running';
  }

  /** What came out; null until it is there. */
  get result() {
    return this.run?.state === 'done' ? this.run : null;
  }

  /** How many events changed from this row or to it; null without events. */
  concerning(rule) {
    const events = this.result?.events;
    if (!events || rule === null) return null;
    return events.shifts.filter(({ from, to }) => from === rule || to === rule).reduce((n, { events: more }) => n + more, 0);
  }

  async play(files, sides) {
    const { page } = this;
    this.forget();
    const mine = this.turn;
    this.run = { state: 'running', done: 0, total: 0 };
    page.update();
    try {
      const { parts, left } = await taken(files);
      let run = (await call('POST', 'compare/events', { ...sides, files: parts })).body;
      while (mine === this.turn) {
        Object.assign(this, { run, left });
        page.update();
        if (run.state !== 'running') break;
        await new Promise(done => setTimeout(done, ASK));
        run = (await call('GET', path('compare/events', run.run))).body;
      }
      if (mine !== this.turn) return;
      this.refused = run.sentence;
    } catch (e) {
      if (mine !== this.turn) return;
      Object.assign(this, { run: null, refused: e.message });
    }
    page.say(this.refused ?? (this.result ? say.done : say.cancelled));
    page.update();
  }

  cancel() {
    if (this.running && this.run.run) call('DELETE', path('compare/events', this.run.run)).catch(() => undefined);
  }
}

/** The files as far as they fit into a request, in their order, and how many events do not. */
async function taken(files) {
  const parts = [];
  const bytes = new TextEncoder();
  let room = MOST_BYTES;
  let left = 0;
  for (const file of files) {
    const text = await file.text();
    const kept = [];
    for (const line of /\.json$/i.test(file.name) ? [text] : text.split('\n')) {
      const size = bytes.encode(JSON.stringify(line)).length;
      if (left === 0 && size <= room) {
        room -= size;
        kept.push(line);
      } else if (line.trim() !== '') left++;
    }
    if (kept.length > 0) parts.push({ name: file.name, text: kept.join('\n') });
  }
  return { parts, left };
}

function View({ live, played }) {
  const { compared } = live;
  const { run, result, running } = played;
  if (compared.from === 0 || compared.content === null) return null;
  const go = event => {
    event.preventDefault();
    const sides = { from: compared.from, ...(compared.to === null ? {} : { to: compared.to }) };
    played.play([...event.target.elements.files.files], sides);
  };
  return html`
    <section class="card" aria-labelledby="played" data-part="played">
      <h2 id="played">${say.title}<span class="soft">${result?.events ? say.counted(result.events) : ''}</span></h2>
      <form onSubmit=${go}>
        <label>${say.files}<input name="files" type="file" multiple accept=".json,.jsonl,.ndjson,application/json" /></label>
        <div class="deeds"><button class="main" disabled=${running} data-do="play">${say.play}</button>
          ${running && html`<button type="button" onClick=${() => played.cancel()} data-do="cancel-play">${say.cancel}</button>`}</div>
      </form>
      ${running && html`<p><progress max=${run.total || 1} value=${run.done} aria-label=${say.title}></progress> <span class="soft">${say.progress(run.done, run.total)}</span></p>`}
      ${run?.state === 'cancelled' && html`<p class="fair" data-state="cancelled">${say.cancelled}</p>`}
      ${played.refused !== null && html`<p class="bad" role="alert" data-state="not-played">${played.refused}</p>`}
      ${result && html`<${Result} run=${result} played=${played} />`}
    </section>`;
}

const sideOf = number => (number === null ? say.draft : say.version(number));

function Result({ run, played }) {
  const { events, from, to } = run;
  return html`
    ${events && html`<${Channels} events=${events} />`}
    ${events && (events.shifts.length + events.said.length === 0 ? html`<p data-state="alike">${say.alike}</p>` : html`<${Shifts} run=${run} played=${played} />`)}
    <h3>${say.scenarios}</h3>
    <${Scenarios} played=${run.scenarios} whose=${to} from=${from} to=${to} />
    ${run.oldScenarios ? html`<${Scenarios} played=${run.oldScenarios} whose=${from} from=${from} to=${to} />` : run.scenarios.missing === null && html`<p class="soft">${say.sameScenarios}</p>`}
    <h3>${say.notCompared}</h3>
    <ul data-part="left-out">
      ${events === null && html`<li>${say.noEvents}</li>`}
      ${played.left > 0 && html`<li>${say.left(played.left)}</li>`}
      ${events?.unreadable > 0 && html`<li>${say.unreadable(events.unreadable)}<ul>${events.sentences.map(each => html`<li>${each}</li>`)}</ul></li>`}
      ${run.findings.length > 0 && html`<li>${say.wrong(run.findings.length)}</li>`}
      ${events && say.without.map(each => html`<li>${each}</li>`)}
    </ul>`;
}

function Channels({ events }) {
  return html`
    <div class="wide" role="region" aria-label=${say.byChannel} tabindex="0"><table class="versions" data-part="channels">
      <thead><tr>${say.channelColumns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${events.channels.map(({ channel, events: all, decided, said }) => html`
        <tr><th scope="row">${channel ?? say.noChannel}</th><td>${all}</td><td>${decided}</td><td>${said}</td></tr>`)}</tbody>
    </table></div>`;
}

/** Decisions that change, and those that stay with another answer; each opens its conversations. */
function Shifts({ run: { events, from, to }, played }) {
  const rows = [
    ...events.shifts.map((shift, at) => ({ ...shift, id: 'shift' + at, old: shift.before, fresh: shift.now })),
    ...events.said.map((same, at) => ({ ...same, id: 'said' + at, old: same.decision, fresh: null, why: '' })),
  ];
  const shown = rows.find(({ id }) => id === played.shown);
  return html`
    <div class="wide" role="region" aria-label=${say.changes} tabindex="0"><table class="versions" data-part="shifts">
      <thead><tr>${say.columns(sideOf(from), sideOf(to)).map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map(row => html`
        <tr key=${row.id} data-shift=${row.id}>
          <td>${row.events}</td><td>${row.channel.replace(/^on /, '')}</td>
          <td class="why">${row.fresh === null ? row.old : html`<del>${row.old}</del>`}</td><td class="why">${row.fresh === null ? say.otherWords : html`<ins>${row.fresh}</ins>`}</td>
          <td class="why">${row.why}</td>
          <td class="deeds">${row.talks.length > 0 && html`<button aria-expanded=${row.id === played.shown} aria-label=${say.besideOf(row.old, row.channel)} onClick=${() => {
            played.shown = row.id === played.shown ? null : row.id;
            played.page.update();
          }} data-do="beside">${say.beside}</button>`}</td>
        </tr>`)}</tbody>
    </table></div>
    ${shown && html`<div data-part="beside">
      <p class="soft">${say.first(shown.talks.length, shown.events, shown.at)}</p>
      ${shown.talks.map(talk => html`<div class="both">
        <${Phone} name=${sideOf(from)} talk=${talk} side="before" /><${Phone} name=${sideOf(to)} talk=${talk} side="now" /></div>`)}
    </div>`}`;
}

function Phone({ name, talk, side }) {
  return html`
    <section class="phone" aria-label=${name} data-side=${side}>
      <div class="head"><h3>${name}</h3></div>
      ${talk.map(turn => html`
        ${turn.text === null ? html`<p class="note">${turn.kind}</p>` : html`<div class="user">${turn.text}</div>`}
        ${turn[side].length === 0 ? html`<p class="note">${say.nothing}</p>` : turn[side].map(({ blocks }) => html`
          <div class="bubble">${blocks.map(({ kind, text, more }) => (kind === 'title' ? html`<b>${text}</b>` : kind === 'text' ? html`<span>${text}</span>`
            : html`<div class="media">${kind === 'media' ? words.try.media(text) : [text, more].filter(Boolean).join(' · ')}</div>`))}</div>`)}`)}
    </section>`;
}

function Scenarios({ played, whose, from, to }) {
  const name = sideOf(whose);
  if (played.missing !== null) return html`<p class="soft">${say.noScenarios(name)}</p>`;
  return html`
    <p>${say.passes(name, played, sideOf(from), sideOf(to))}</p>
    ${played.changes.length > 0 && html`<ul data-part=${whose === to ? 'scenarios' : 'old-scenarios'}>${played.changes.map(change => html`
      <li><b>${change.scenario}</b> ${say.on(change.channel)}: ${say.went(change, sideOf(from), sideOf(to))} <span class="soft">${say.instead(change)}</span></li>`)}</ul>`}`;
}
