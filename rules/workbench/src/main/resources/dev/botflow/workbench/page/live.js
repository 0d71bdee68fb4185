/** What goes live: the draft beside the versions in plain words, reviews, publishing, rolling back, and the history. */
import { words } from './words.js';
import { Problem, call } from './api.js';
import { dialogOf, html, icon } from './shell.js';
import { Played } from './played.js';
import { Version, opened } from './version.js';

const say = words.live;

export class Live {
  constructor(page) {
    this.page = page;
    this.View = View;
    this.Dialog = Dialog;
    this.played = new Played(page);
    this.versions = null;
    this.compared = null;
    this.refused = null;
    this.done = null;
    this.stale = false;
  }

  /** Opens `history`, `version/3` or a file of it as `version/3/flows/tea.yaml`, `compare` (the draft), `compare/3` (version 3 against the live one) or `compare/2/3`. */
  async open(screen) {
    const [name, ...numbers] = screen.split('/');
    Object.assign(this, { name, asked: numbers, compared: null, version: null, refused: null, done: null, stale: false });
    this.played.forget();
    await this.load();
  }

  async load() {
    const { page } = this;
    const { revision } = page.draft.info;
    const numbers = this.asked;
    this.stale = false;
    try {
      this.versions = (await call('GET', 'versions')).body;
      if (this.name === 'compare') {
        const query = numbers.length === 0 ? '' : numbers.length === 1 ? `?to=${encodeURIComponent(numbers[0])}` : `?from=${encodeURIComponent(numbers[0])}&to=${encodeURIComponent(numbers[1])}`;
        this.compared = (await call('GET', 'compare' + query)).body;
        const { run } = this.played;
        if (run?.content && (run.content !== this.compared.content || run.from !== this.compared.from)) this.played.forget();
      }
      if (this.name === 'version') this.version = await opened(numbers[0], numbers.slice(1).join('/'), this.versions);
      this.seen = { revision, live: this.versions.live };
    } catch (e) {
      this.refused = e.message;
    }
    page.update();
  }

  async again() {
    this.refused = null;
    this.done = null;
    await this.load();
    this.page.say(say.lookedAgain);
  }

  /** The draft was asked how it stands: what is shown may not be so any more. */
  looked() {
    const { revision, live } = this.page.draft.info;
    if (!this.seen || this.busy || this.stale || this.name === 'version') return;
    const draft = this.name === 'compare' && this.asked.length === 0;
    if (live === this.seen.live && (!draft || revision === this.seen.revision)) return;
    if (this.name === 'history') this.load();
    else this.stale = true;
  }

  next() {
    return Math.max(0, ...this.versions.versions.map(({ number }) => number)) + 1;
  }

  may(role) {
    return this.page.roles.includes(role);
  }

  /** Asks the server to change something; what it says is shown, whatever it is. */
  async #change(path, body, done) {
    this.busy = true;
    this.refused = null;
    this.done = null;
    let said = null;
    let refused = null;
    try {
      said = done((await call('POST', path, body)).body);
    } catch (e) {
      refused = e instanceof Problem ? e.message : say.noAnswer;
    }
    this.busy = false;
    if (refused === null) {
      this.page.draft.soon();
      if (this.asked.length > 0) {
        this.asked = [];
        history.replaceState(null, '', '#' + encodeURIComponent(':compare'));
        this.page.screen = ':compare';
      }
      await this.load();
    }
    this.done = said;
    this.refused = refused;
    this.page.say(said ?? refused);
    this.page.update();
  }

  publish(note) {
    const { content, live } = this.compared;
    return this.#change('drafts/main/publish', { content, live, note }, ({ number, hosts }) => say.published(number, live, hosts));
  }

  rollBack(reason) {
    const { to, live } = this.compared;
    return this.#change(`versions/${to}/roll-back`, { live, reason }, ({ number, hosts }) => say.rolledBack(number, live, hosts));
  }

  ask(note) {
    return this.#change('drafts/main/reviews', { content: this.compared.content, note }, ({ number }) => say.asked(number));
  }

  decide(approve, note) {
    const { content, reviewing } = this.compared;
    return this.#change(`reviews/${reviewing.review.number}/decision`, { content, approve, note }, ({ number }) => (approve ? say.approved(number) : say.rejected(number)));
  }
}

const when = at => new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const short = hash => (hash ?? '').slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ');

function View({ page, live }) {
  return html`
    <div class="tools" data-pane="tools">
      ${live.name === 'history' ? html`<h1 tabindex="-1" data-part="title">${say.history}</h1><span class="soft">${say.historyHint}</span>`
        : live.name === 'version' ? html`<h1 tabindex="-1" data-part="title">${say.version(live.asked[0])}</h1><span class="soft">${words.version.hint(live.version?.note)}</span>` : html`<${CompareTitle} live=${live} />`}
      <div class="end"><button onClick=${() => live.again()} data-do="again">${say.again}</button></div>
    </div>
    ${live.refused !== null && html`<div class="notice bad" role="alert" data-state="refused">${live.refused}
      <button onClick=${() => live.again()}>${say.lookAgain}</button></div>`}
    ${live.done !== null && html`<div class="notice calm" data-state="done">${live.done}</div>`}
    ${live.stale && html`<div class="notice" role="status" data-state="stale">${say.stale}
      <button onClick=${() => live.again()} data-do="look-again">${say.lookAgain}</button></div>`}
    <div class="live" role="region" aria-label=${live.name === 'history' ? say.history : live.name === 'version' ? say.version(live.asked[0]) : say.compare} tabindex="0" data-pane="live">
      ${live.versions === null || (live.name === 'compare' && live.compared === null) || (live.name === 'version' && live.version === null)
        ? live.refused === null && html`<p class="soft" role="status">${words.states.loading}</p>`
        : live.name === 'version' ? html`<${Version} page=${page} version=${live.version} Change=${Change} />`
        : live.name === 'history' ? html`<${History} page=${page} live=${live} />` : html`<${Compare} page=${page} live=${live} />`}
    </div>`;
}

function CompareTitle({ live }) {
  const { compared } = live;
  return html`<h1 tabindex="-1" data-part="title">${compared === null ? say.compare : say.title(compared)}</h1><span class="soft">${compared === null ? '' : say.hint(compared)}</span>`;
}

// The comparison.

function Compare({ page, live }) {
  const { compared } = live;
  const draft = compared.to === null;
  const { hindrances } = compared;
  return html`
    ${draft && html`<${Steps} page=${page} live=${live} />`}
    <div class="columns">
      <div>
        ${hindrances.length > 0 && html`<section class="card" aria-labelledby="live-hinders" data-part="hindrances"><h2 id="live-hinders" class="bad">${say.hinders}</h2>
          <ul>${hindrances.map(each => html`<li>${each}</li>`)}
            ${compared.findings.filter(({ severity }) => severity === 'error').slice(0, 20).map(({ file, line, sentence }) => html`<li><b>${[file, line].filter(Boolean).join(':')}</b> ${sentence}</li>`)}</ul></section>`}
        <section class="card" aria-labelledby="live-words" data-part="words">
          <h2 id="live-words">${say.words}<span class="soft">${say.counted(compared)}</span></h2>
          ${compared.files.map(({ file, changes }) => html`
            <h3 key=${file}>${draft && known(page, file) ? html`<button class="link" onClick=${() => page.open(file)}>${file}</button>` : file}</h3>
            <ul class="changes">${changes.map(change => html`<${Change} change=${change} events=${live.played.concerning(change.rule)} />`)}</ul>`)}
          ${compared.scenarios.length > 0 && compared.from > 0 && html`<h3>${say.scenarioFiles}</h3><ul>${compared.scenarios.map(file => html`<li>${file}</li>`)}</ul>`}
          ${compared.files.length === 0 && html`<p>${compared.content === null ? say.unreadable : compared.from === 0 ? say.first : compared.scenarios.length > 0 ? say.onlyScenarios : say.same}</p>`}
        </section>
        <${live.played.View} live=${live} played=${live.played} />
        <p class="soft" data-part="not-compared">${live.played.result?.events ? say.filesAlone : say.notCompared}</p>
      </div>
      <div>
        ${draft && (compared.reviewing.needed || compared.reviewing.review !== null) && html`<${Review} live=${live} />`}
        ${draft ? html`<${Publish} page=${page} live=${live} />` : html`<${Back} page=${page} live=${live} />`}
        <${Waiting} waiting=${compared.waiting} />
        <${Latest} page=${page} live=${live} />
      </div>
    </div>`;
}

const known = (page, file) => page.draft.has(file) || page.draft.info.texts.includes(file);

/** A sentence with its old value struck and its new one tinted, where both can be told apart in it. */
function Change({ change, events }) {
  return html`<li><${Sentence} change=${change} />${events !== null && html` <span class="soft">${words.played.events(events)}</span>`}</li>`;
}

function Sentence({ change: { rule, sentence } }) {
  const rest = rule !== null && sentence.startsWith(rule + ' ') ? sentence.slice(rule.length) : sentence;
  const lead = rest === sentence ? null : html`<b>${rule}</b>`;
  const arrow = /^(.*?)"([^]*)" → "([^]*)"$/.exec(rest);
  if (arrow) return html`${lead}${arrow[1]}<ins>${arrow[3]}</ins> ${say.instead} <del>${arrow[2]}</del>`;
  const instead = /^( now (?:starts|asks for (?:What happened|Customer is|\S+)|says) )(.*) (instead of|during a question instead of) (.*)$/.exec(rest);
  if (instead) return html`${lead}${instead[1]}<ins>${instead[2]}</ins> ${instead[3]} <del>${instead[4]}</del>`;
  const covers = /^( now also covers )(.+?)(?:( and no longer covers )(.+?))?( in .+)$/.exec(rest);
  if (covers) return html`${lead}${covers[1]}<ins>${covers[2]}</ins>${covers[3] && html`${covers[3]}<del>${covers[4]}</del>`}${covers[5]}`;
  const uncovers = /^( no longer (?:covers|asks for) )(.+?)( in .+)?$/.exec(rest);
  if (uncovers) return html`${lead}${uncovers[1]}<del>${uncovers[2]}</del>${uncovers[3]}`;
  const gone = /^(.* is gone(?:: it was )?)(.*)$/.exec(rest);
  if (gone) return html`${lead}${gone[1]}${gone[2] === '' ? '' : html`<del>${gone[2]}</del>`}`;
  const fresh = /^(.* is new(?:: )?)(.*)$/.exec(rest);
  if (fresh) return html`${lead}${fresh[1]}${fresh[2] === '' ? '' : html`<ins>${fresh[2]}</ins>`}`;
  return html`${lead}${rest}`;
}

/** What is done and what is to be done before it is live. */
function Steps({ page, live }) {
  const { compared } = live;
  const { tests } = page.draft;
  // What is proved comes later than what is read: it stands in the draft's own findings.
  const found = page.draft.findings.stale ? compared.findings : page.draft.findings.findings;
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const { needed, review } = compared.reviewing;
  const played = live.played.result;
  const steps = [
    { name: say.steps.checks, says: words.findings.count(errors, found.length - errors), done: errors === 0 },
    { name: say.steps.scenarios, says: tests === null ? say.steps.notPlayed : tests.failed > 0 ? words.status.failing(tests.failed) : words.status.tests(tests.passed, tests.passed + tests.failed), done: tests !== null && tests.failed === 0 },
    { name: say.steps.events, says: played?.events ? words.played.counted(played.events) : say.steps.noEvents, done: Boolean(played?.events) },
    { name: say.steps.review, says: !needed ? say.steps.notNeeded : review === null ? say.steps.notAsked : say.steps.states[review.state], done: !needed || review?.state === 'approved' },
    { name: say.steps.publish, says: say.steps.becomes(live.next()), done: false },
  ];
  return html`<ol class="steps" aria-label=${say.steps.label}>${steps.map((step, at) => html`
    <li class=${step.done ? 'done' : ''}><span class="at" aria-hidden="true">${step.done ? '✓' : at + 1}</span><span><b>${step.name}</b><span class="soft">${step.says}</span></span></li>`)}</ol>`;
}

/** Who asked, who decided, and the form for who may do what comes next. */
function Review({ live }) {
  const { content, reviewing: { needed, review, withdrawn, editors } } = live.compared;
  const authors = review?.authors ?? editors;
  const decidable = review?.state === 'open' && live.may('approve') && !review.mine;
  const askable = content !== null && (review === null || review.state === 'rejected') && live.may('edit');
  const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`
    <section class="card" aria-labelledby="live-review" data-part="review">
      <h2 id="live-review">${say.review}${needed && html`<span class="badge">${say.fourEyes}</span>`}</h2>
      ${withdrawn !== null && html`<p class="fair" role="status" data-state="withdrawn">${say.withdrawn(withdrawn, short(withdrawn.content))}</p>`}
      <dl class="facts-of">
        ${fact(say.content, html`<code>${short(content)}</code>`)}
        ${review !== null && fact(say.askedBy, `${review.by}, ${when(review.at)}`)}
        ${review !== null && review.note !== '' && fact(say.note, review.note)}
        ${fact(say.changedBy, authors.length === 0 ? say.nobodyKnown : authors.join(', '))}
        ${fact(review?.state === 'rejected' ? say.rejectedBy : say.approvedBy, review?.decidedBy ? `${review.decidedBy}, ${when(review.decidedAt)}` : say.nobodyYet)}
        ${review?.decision && fact(say.decision, review.decision)}
      </dl>
      ${askable && html`<form onSubmit=${event => submitted(event, ({ note }) => live.ask(note))}>
        <label>${say.askNote}<textarea name="note" rows="2" maxlength="2000"></textarea></label>
        <button class="main" disabled=${live.busy} data-do="ask">${say.ask}</button></form>`}
      ${decidable && html`<form onSubmit=${event => submitted(event, ({ note }, how) => live.decide(how === 'approve', note))}>
        <label>${say.decideNote}<textarea name="note" rows="2" maxlength="2000"></textarea></label>
        <div class="deeds"><button class="main" name="how" value="approve" disabled=${live.busy} data-do="approve">${say.approve}</button>
        <button name="how" value="reject" disabled=${live.busy} data-do="reject">${say.reject}</button></div></form>`}
      <p class="soft">${decidable ? say.approveHint : review?.state === 'open' ? (review.mine ? say.notMine(authors) : say.waits) : say.bound}</p>
    </section>`;
}

function submitted(event, then) {
  event.preventDefault();
  const values = Object.fromEntries(new FormData(event.target));
  then({ ...values, note: (values.note ?? '').trim() }, event.submitter?.value);
}

function Publish({ page, live }) {
  const { compared } = live;
  const { reviewing, files, scenarios, from, hindrances } = compared;
  const same = from > 0 && files.length === 0 && scenarios.length === 0;
  const lacks = reviewing.needed && reviewing.review?.state !== 'approved';
  const old = compared.from !== compared.live;
  const ready = !same && !lacks && !old && hindrances.length === 0 && !live.busy;
  const why = hindrances.length > 0 ? say.mend : same ? say.nothing : lacks ? say.mustApprove(reviewing.review?.authors ?? reviewing.editors) : say.replaces(live.next(), from);
  return html`
    <section class="card" aria-labelledby="live-publish" data-part="publish">
      <h2 id="live-publish">${say.steps.publish}</h2>
      ${live.may('publish') ? html`<button class="main" disabled=${!ready} aria-describedby="live-why" onClick=${() => page.openDialog('live')} data-do="publish">${say.publish(live.next())}</button>` : html`<p>${say.noRole('publish')}</p>`}
      <p class="soft" id="live-why">${why}</p>
    </section>`;
}

function Back({ page, live }) {
  const { to, live: now, from } = live.compared;
  if (from !== now || to === now) return html`<section class="card" aria-labelledby="live-back"><h2 id="live-back">${say.version(to)}</h2><p class="soft">${to === now ? say.isLive : say.toGoBack}</p>
    ${to !== now && html`<button onClick=${() => page.open(':compare/' + to)}>${say.withLive}</button>`}</section>`;
  return html`
    <section class="card" aria-labelledby="live-back" data-part="roll-back">
      <h2 id="live-back">${say.back}</h2>
      ${live.may('publish') ? html`<button class="main" disabled=${live.busy} aria-describedby="live-why" onClick=${() => page.openDialog('live')} data-do="roll-back">${say.backTo(to)}</button>` : html`<p>${say.noRole('publish')}</p>`}
      <p class="soft" id="live-why">${say.backHint(to, now)}</p>
    </section>`;
}

/** A last look, with what to say about it. */
function Dialog({ page, live }) {
  const { compared } = live;
  const back = compared.to !== null;
  const title = back ? say.backTo(compared.to) : say.publish(live.next());
  const go = event => {
    event.target.closest('dialog').close();
    submitted(event, values => (back ? live.rollBack(values.reason.trim()) : live.publish(values.note)));
  };
  return dialogOf(page, title, html`
    <form class="confirm" onSubmit=${go}>
      <p>${back ? say.backHint(compared.to, compared.live) : say.replaces(live.next(), compared.from)} ${say.counted(compared)}.</p>
      <p class="soft">${say.content} <code>${short(compared.content)}</code>. ${say.finish}</p>
      ${back ? html`<label>${say.reason}<textarea name="reason" rows="2" maxlength="2000" required autofocus></textarea></label>`
        : html`<label>${say.publishNote}<textarea name="note" rows="2" maxlength="2000" autofocus></textarea></label>`}
      <div class="deeds"><button class="main" data-do="confirm">${back ? say.doBack : say.doPublish}</button>
        <button type="button" onClick=${event => event.target.closest('dialog').close()}>${say.cancel}</button></div>
    </form>`, 'confirm');
}

function Waiting({ waiting }) {
  return html`
    <section class="card" aria-labelledby="live-waiting" data-part="waiting">
      <h2 id="live-waiting">${say.waiting}</h2>
      ${waiting === null ? html`<p class="soft">${say.nobodyTells[0]}<code>--store</code>${say.nobodyTells[1]}</p>` : waiting.length === 0 ? html`<p>${say.nobodyWaits}</p>` : html`
        <dl class="facts-of">${waiting.map(({ flow, step, count, fate }) => html`<div><dt>${flow}.${step}</dt><dd>${say.fates[fate](count)}</dd></div>`)}</dl>`}
      <p class="soft">${say.finish}</p>
    </section>`;
}

function Latest({ page, live }) {
  const latest = [...live.versions.versions].reverse().slice(0, 3);
  return latest.length > 0 && html`
    <section class="card" aria-labelledby="live-latest">
      <h2 id="live-latest">${say.versions}</h2>
      <ul class="latest">${latest.map(({ number, live: now, at, author, note }) => html`<li><b>${number}${now ? ', ' + say.isNow : ''}</b> <span class="soft">${when(at)}</span><br />${say.by(author, note)}</li>`)}</ul>
      <button onClick=${() => page.open(':history')}>${say.allVersions}</button>
    </section>`;
}

// The history.

function History({ page, live }) {
  const { versions, changes, hosts, live: now } = live.versions;
  if (versions.length === 0) {
    return html`<div class="empty" data-state="no-versions"><h2>${say.none}</h2><p>${say.noneHint}</p><div class="deeds"><button class="main" onClick=${() => page.open(':compare')}>${say.compare}</button></div></div>`;
  }
  const others = changes.filter(({ change }) => change !== 'published').reverse();
  return html`
    <div class="wide" role="region" aria-label=${say.versions} tabindex="0"><table class="versions" data-part="versions">
      <thead><tr>${say.columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${[...versions].reverse().map(version => html`
        <tr key=${version.number} data-version=${version.number}>
          <th scope="row">${version.number}${version.live && html` <span class="badge good">${say.isNow}</span>`}</th>
          <td>${when(version.at)}</td><td>${version.author || say.noName}</td><td class="why">${version.note}</td><td>${version.approvedBy ?? ''}</td>
          <td><code>${short(version.content)}</code></td><td>${hosts.filter(({ runs }) => runs === version.number).map(({ name }) => name).join(', ')}</td>
          <td class="deeds">
            <button onClick=${() => page.open(':version/' + version.number)} aria-label=${say.filesOf(version.number)} data-do="files">${say.files}</button>
            ${version.replaced > 0 && html`<button onClick=${() => page.open(`:compare/${version.replaced}/${version.number}`)} aria-label=${say.whatOf(version.number)} data-do="what">${say.what}</button>`}
            ${version.number !== now && html`<button onClick=${() => page.open(':compare/' + version.number)} aria-label=${say.withLiveOf(version.number)} data-do="with-live">${say.withLive}</button>`}
          </td>
        </tr>`)}</tbody>
    </table></div>
    <div class="columns">
      <section class="card" aria-labelledby="live-moves"><h2 id="live-moves">${say.moves}</h2>
        ${others.length === 0 ? html`<p class="soft">${say.noMoves}</p>` : html`<ul data-part="moves">${others.map(change => html`<li><span class="soft">${when(change.at)}</span> ${say.move(change)}</li>`)}</ul>`}</section>
      <section class="card" aria-labelledby="live-hosts"><h2 id="live-hosts">${say.hosts}</h2>
        ${hosts.length === 0 ? html`<p class="soft">${say.noHosts}</p>` : html`<ul data-part="hosts">${hosts.map(host => html`<li><b>${host.name}</b> ${say.runs(host, now)} <span class="soft">${say.seen(when(host.seen))}</span>${host.why && html`<br /><span class="bad">${host.why}</span>`}</li>`)}</ul>`}</section>
    </div>`;
}
