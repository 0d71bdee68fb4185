/** All around the grid: rail, bar, tools, what stands at a cell, the row as a sentence, status, dialogs. */
import { h, Component } from './vendor/preact.js';
import htm from './vendor/htm.js';
import { words } from './words.js';
import { reading } from './reading.js';

export const html = htm.bind(h);

const PATHS = {
  routing: 'M2 4h9M2 8h6M2 12h6M11 12h3m0 0-2-2m2 2-2 2',
  table: 'M2 3h12v10H2zM2 7h12M6 7v6',
  decisions: 'M8 2v4M8 6C8 9 4 9 4 13M8 6c0 3 4 3 4 7M2.500 13h3m5 0h3',
  words: 'M2 4h12M2 8h12M2 12h7',
  hours: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.500l2 1.500',
  texts: 'M1.500 12 5 4l3.500 8M2.700 9.500h4.600M10 12l2-5 2 5m-3.300-1.800h2.600',
  flows: 'M6 2h4v3H6zM2 11h4v3H2zM10 11h4v3h-4zM8 5v3M4 11V8h8v3',
  scenarios: 'M2.500 8.500 6 12l7.500-8',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zm4-1 3 3',
  play: 'M4 3v10l9-5z',
  undo: 'M3 6h7a3 3 0 0 1 0 6H7M3 6l3-3M3 6l3 3',
  redo: 'M13 6H6a3 3 0 0 0 0 6h3m4-6-3-3m3 3-3 3',
  plus: 'M8 3v10M3 8h10',
  leaf: 'M13 3C7 3 3 5.500 3 9.500 3 11.500 4.500 13 6.500 13 11 13 13 9 13 3zM3 14c1-3 3-5 6-6.500',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v4m0 2v.100',
  close: 'M4 4l8 8M12 4l-8 8',
  compare: 'M5 3v10m0-10L2.500 5.500M5 3l2.500 2.500M11 13V3m0 10-2.500-2.500M11 13l2.500-2.500',
  history: 'M3 8a5 5 0 1 0 1.500-3.500L3 6m0-3v3h3M8 5.500V8l2 1.500',
};

export const icon = name => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;

/** Where the grid's own elements live: Preact puts them there once and then leaves them alone. */
class Host extends Component {
  shouldComponentUpdate() {
    return false;
  }
  render({ node }) {
    return html`<div class="host" ref=${place => place && place.append(node)}></div>`;
  }
}

export function Shell({ page }) {
  const { draft } = page;
  const trying = page.try !== null;
  return html`
    <div class=${'shell' + (trying ? ' trying' : '')}>
      <${Rail} page=${page} />
      <${Bar} page=${page} />
      <main class=${'work' + (trying ? ' trying' : '')} aria-label=${words.tables}>
        <section class="sheet" aria-label=${page.title()}>
          <${Notices} page=${page} />
          ${page.ready === 'failed' ? html`<${Failed} page=${page} />`
            : draft.broken !== null ? html`<${Broken} draft=${draft} />`
            : page.screen !== null && page.live?.name ? html`<${page.live.View} page=${page} live=${page.live} />`
            : page.text !== null && page.texts?.file ? html`<${page.texts.View} page=${page} texts=${page.texts} />`
            : page.lacks !== null ? html`<${Lacking} page=${page} />`
            : draft.table === null ? html`<${Skeleton} page=${page} />`
            : html`<${Sheet} page=${page} />`}
        </section>
        ${trying && html`<${page.try.View} page=${page} talk=${page.try} />`}
      </main>
      <${Status} page=${page} />
      <div class="sr" role="status" aria-live="polite" data-part="said">${page.said}</div>
      ${page.dialog === 'keys' && html`<${Keys} page=${page} />`}
      ${page.dialog === 'rename' && html`<${Rename} page=${page} />`}
      ${page.dialog === 'flow' && html`<${NewFlow} page=${page} />`}
      ${page.dialog === 'column' && html`<${Column} page=${page} />`}
      ${page.dialog === 'live' && html`<${page.live.Dialog} page=${page} live=${page.live} />`}
      ${page.dialog === 'findings' && html`<${List} page=${page} />`}
    </div>`;
}

function Rail({ page }) {
  const { draft } = page;
  return html`
    <nav class="rail" aria-label=${words.rail.label} data-pane="rail">
      <div class="brand"><span class="mark">${icon('leaf')}</span><span class="name">${draft.info?.bot ?? words.rail.home}</span></div>
      <h2>${words.rail.design}</h2>
      ${draft.info && words.kinds.map(kind => html`<${Entry} key=${kind.table} page=${page} kind=${kind} />`)}
      ${draft.info && page.publishes && html`<h2>${words.rail.live}</h2>
        <button aria-current=${page.screen !== null && page.live?.name === 'history' ? 'page' : null} title=${words.rail.history} onClick=${() => page.open(':history')} data-kind="history">
          ${icon('history')}<span class="name">${words.rail.history}</span>${draft.info.live > 0 && html`<span class="count">v${draft.info.live}</span>`}</button>`}
    </nav>`;
}

/** One kind of table; the number is that of its rows, or of its tables where there are several. */
function Entry({ page, kind }) {
  const { draft } = page;
  const tables = draft.info.tables.filter(({ table }) => table === kind.table);
  const texts = kind.table === 'flows' || kind.table === 'scenarios' ? draft.info.texts.filter(file => file.startsWith(kind.table + '/')) : [];
  const textual = page.text !== null && (page.text.startsWith('scenarios/') ? 'scenarios' : 'flows') === kind.table;
  const shown = page.lacks === kind || page.kind() === kind.table || textual;
  const many = tables.length > 1 || kind.table === 'decisions' || texts.length > 0;
  const count = many ? tables.length + texts.length : kind.table === page.kind() && draft.table !== null ? page.ruleCount() : tables[0]?.rows;
  return html`
    <button aria-current=${shown ? 'page' : null} title=${kind.rail} data-kind=${kind.table} onClick=${() => page.open(page.lastOf(kind) ?? kind.file)}>
      ${icon(kind.table)}<span class="name">${kind.rail}</span>${tables.length + texts.length > 0 && html`<span class="count">${count}</span>`}
    </button>`;
}

function Bar({ page }) {
  const { draft } = page;
  const changes = draft.table === null ? 0 : page.counts.changed;
  return html`
    <header class="bar" data-pane="bar">
      <div class="who">
        <span class=${'dot' + (changes > 0 ? ' fair' : '')}></span>
        <b>${words.bar.draft}</b>
        ${draft.table !== null && html`<span class="soft">${words.bar.changes(changes)}</span>`}
        <span class="soft" data-part="saved">${page.savedWords()}</span>
      </div>
      ${(draft.table !== null || page.text !== null) && html`
        <button aria-pressed=${page.try !== null} onClick=${() => page.toggleTry()} data-do="try">
          ${icon('play')}${words.bar.try}<kbd aria-hidden="true">T</kbd>
        </button>`}
      ${draft.info && page.publishes && html`
        <button aria-pressed=${page.screen !== null && page.live?.name === 'compare'} onClick=${() => page.open(':compare')} data-do="compare">${icon('compare')}${words.bar.compare}</button>`}
    </header>`;
}

function Notices({ page }) {
  const { draft } = page;
  const state = words.states;
  const notices = [];
  if (draft.ended) notices.push(html`<div class="notice bad" role="alert" data-state="ended">${state.ended}</div>`);
  else if (draft.offlineSince !== null) {
    notices.push(html`<div class="notice" data-state="offline">${state.offline(Math.max(1, Math.round((Date.now() - draft.offlineSince) / 1000)))}</div>`);
  }
  if (draft.table !== null && !draft.editable()) {
    notices.push(html`<div class="notice calm" data-state="read-only">${draft.shape.why ?? (draft.mayEdit ? state.readOnly : state.noRole)}
      ${draft.file.endsWith('.xlsx') && draft.mayEdit && html`<button onClick=${() => page.turnIntoCsv()} data-do="csv">${state.turn}</button>`}</div>`);
  }
  const saved = draft.info?.saved;
  if (saved && (saved.state === 'failed' || saved.state === 'conflict') && saved.sentence) {
    notices.push(html`<div class="notice bad" role="alert" data-state=${saved.state}>${saved.sentence}</div>`);
  }
  if (draft.conflicts.size > 0) {
    notices.push(html`<div class="notice" data-state="differs">${state.met(draft.conflicts.size)}
      <button onClick=${() => page.nextConflict()}>${state.nextConflict}</button></div>`);
  }
  if (draft.refused.length > 0) {
    notices.push(html`<div class="notice" data-state="refused"><span>${state.refused} ${[...new Set(draft.refused)].join(' ')}</span>
      <button onClick=${() => page.dismiss('refused')}>${state.dismiss}</button></div>`);
  }
  if (draft.notices.length > 0) {
    notices.push(html`<div class="notice calm" data-state="renamed"><span>${draft.notices.at(-1)}</span>
      <button onClick=${() => page.dismiss('notices')}>${state.dismiss}</button></div>`);
  }
  if (draft.lost > 0) {
    notices.push(html`<div class="notice" data-state="lost">${state.lost(draft.lost)}
      <button onClick=${() => page.dismiss('lost')}>${state.dismiss}</button></div>`);
  }
  return html`<div>${notices}</div>`;
}

/** A table the bot does not have. */
function Lacking({ page }) {
  const { lacks } = page;
  const make = event => {
    event.preventDefault();
    page.make(lacks.table, event.target.elements.name?.value.trim());
  };
  return html`
    <div class="empty" data-state="lacking">
      <h1>${lacks.none}</h1><p>${lacks.why}</p>
      ${page.draft.mayEdit && html`<form class="deeds" onSubmit=${make}>
        ${lacks.named && html`<input name="name" required maxlength="60" aria-label=${lacks.named} placeholder=${words.make.name} />`}
        <button class="main" data-do="make">${words.make.do}</button>
      </form>`}
    </div>`;
}

/** Its name; where there are several of a kind, which of them. */
function Title({ page }) {
  const { draft } = page;
  const same = page.kind() === 'scenarios' ? page.scenarioFiles().map(({ name, title }) => ({ file: name, title })) : draft.info.tables.filter(({ table }) => table === page.kind());
  return html`<h1>${page.title()}</h1>
    ${same.length > 1 && html`<select aria-label=${words.aside.which} data-part="which" value=${draft.file} onChange=${event => page.open(event.target.value)}>
      ${same.map(({ file, title }) => html`<option key=${file} value=${file}>${title}</option>`)}
    </select>`}`;
}

function Failed({ page }) {
  return html`
    <div class="empty" data-state="failed" role="alert">
      <h1>${words.states.failed}</h1>
      <p>${page.failure}</p>
      <div class="deeds"><button class="main" onClick=${() => page.begin()}>${words.states.again}</button></div>
    </div>`;
}

function Skeleton({ page }) {
  if (page.ready === 'open' && page.draft.info !== null && page.draft.file === null && page.screen === null) {
    return html`<div class="empty" data-state="no-table"><h1>${words.states.noTable}</h1></div>`;
  }
  return html`
    <div class="skeleton" role="status" data-state="loading">
      <span class="sr">${words.states.loading}</span>
      ${page.slow && Array.from({ length: 14 }, () => html`<div aria-hidden="true"></div>`)}
    </div>`;
}

function Broken({ draft }) {
  const { text, line, sentence } = draft.broken;
  const lines = text.split(/\r\n|\n|\r/);
  return html`
    <div class="notice bad" role="alert" data-state="broken">
      <h1>${words.states.broken(draft.file, line)}</h1><span>${sentence}</span><span>${words.states.brokenHint}</span>
    </div>
    <div class="raw" tabindex="0" role="region" aria-label=${draft.file}>
      ${lines.slice(0, 5000).map((each, at) => html`<div class=${at + 1 === line ? 'wrong' : ''}><span>${at + 1}</span><code>${each}</code></div>`)}
    </div>`;
}

function Sheet({ page }) {
  const { draft } = page;
  const tools = words.tools;
  const editable = draft.editable();
  const tab = (name, count, look) => html`
    <button aria-pressed=${page.tab === name} onClick=${() => page.show(name)} data-tab=${name}>
      ${tools[name]} <span class=${count > 0 ? look : ''}>${count.toLocaleString('en')}</span>
    </button>`;
  const empty = draft.table.rows.length === 0;
  return html`
    <div class="tools" role="toolbar" aria-label=${tools.label} data-pane="tools">
      ${page.try?.why ? html`<${Why} page=${page} />` : html`
      <${Title} page=${page} />
      <div class="search">${icon('search')}
        <input type="search" placeholder=${tools.filter} aria-label=${tools.filterLabel} value=${page.sought} data-part="filter"
          onInput=${event => page.seek(event.target.value)} onKeyDown=${event => page.filterKey(event)} /><kbd aria-hidden="true">/</kbd>
      </div>
      <div class="segments" role="group" aria-label=${tools.show}>
        ${tab('all', page.ruleCount(), '')}
        ${tab('changed', page.counts.changed, '')}
        ${tab('findings', page.counts.findings, 'bad')}
        ${page.kind() === 'routing' && draft.tests !== null && tab('untested', page.counts.untested, 'fair')}
        ${page.kind() === 'texts' && tab('missing', page.counts.missing, 'fair')}
      </div>
      <div class="end">
        <button class="quiet" aria-label=${tools.undo} title=${tools.undo} disabled=${draft.history.done.length === 0} onClick=${() => page.undo()} data-do="undo">${icon('undo')}</button>
        <button class="quiet" aria-label=${tools.redo} title=${tools.redo} disabled=${draft.history.undone.length === 0} onClick=${() => page.redo()} data-do="redo">${icon('redo')}</button>
        ${page.foldable > 0 && html`<button class="quiet soft" aria-pressed="false" onClick=${() => page.toggleFold()}>${page.grid.folded.size > 0 ? tools.folded(page.grid.folded.size) : tools.unfold}</button>`}
        ${page.kind() === 'scenarios' && draft.running === null && html`
          <button onClick=${() => draft.run(null, false)} data-do="run-all">${icon('play')}${words.aside.runAll}</button>
          <button class="quiet" onClick=${() => draft.run(null, true)} data-do="mutate">${words.aside.mutate}</button>`}
        ${editable && draft.shape.missingKeys.length > 0 && html`
          <button onClick=${() => page.addMissing()} data-do="add-missing">${icon('plus')}${words.aside.add(draft.shape.missingKeys.length)}</button>`}
        ${editable && ['texts', 'decisions'].includes(page.kind()) && html`
          <button onClick=${() => page.openDialog('column')} data-do="column">${icon('plus')}${words.make.column}</button>`}
        ${editable && html`
          <button onClick=${() => page.insert('row', 1)} aria-label=${tools.rowLabel} data-do="row">${icon('plus')}${tools.row}</button>
          <button onClick=${() => page.insert('section', 1)} aria-label=${tools.sectionLabel}>${icon('plus')}${tools.section}</button>`}
      </div>`}
    </div>
    ${empty ? html`
      <div class="empty" data-state="empty" tabindex="-1" onPaste=${event => page.paste(event)}>
        <h2>${words.states.emptyTitle}</h2><p>${words.states.empty}</p>
        ${editable && html`<div class="deeds"><button class="main" onClick=${() => page.insert('row', 1)}>${words.states.firstRow}</button></div>`}
      </div>` : ''}
    ${!empty && page.view.length === 0 ? html`
      <div class="empty" data-state="none"><h2>${words.states.none}</h2><p>${words.states.noneFor(page.sought, tools[page.tab])}</p>
        <div class="deeds"><button onClick=${() => page.clearFilter()}>${words.states.clear}</button></div>
      </div>` : ''}
    <div class="stage" hidden=${page.view.length === 0}><${Host} node=${page.grid.scroller} /></div>
    ${page.view.length > 0 && !page.try?.why && html`<${Reads} page=${page} />`}`;
}

function Why({ page }) {
  const { why } = page.try;
  const say = words.try;
  return html`
    <h1>${say.why(why.rule)}</h1><span class="soft">${page.try.whyOf()}</span>
    <div class="end"><button class="quiet" onClick=${() => page.try.closeWhy()}>${say.closeWhy}</button></div>
    <div class="chips" role="list" aria-label=${say.stage}>
      ${why.stages.map(({ stage, outcome }) => html`
        <span class=${'chip' + (outcome === 'wins' ? ' on' : '')} role="listitem">${say.marks[outcome]} ${say.stages[stage] ?? stage.replaceAll('_', ' ')}</span>`)}
    </div>`;
}

function Reads({ page }) {
  const row = page.grid.activeRow();
  const say = words.reads;
  if (!row) return null;
  const { columns } = page.draft.table;
  const routing = page.kind() === 'routing';
  const parts = row.kind === 'section' ? [{ text: say.section }] : routing ? reading(columns, row) : page.aside?.reading(page, row) ?? [];
  const deed = (name, text) => html`<button class="quiet" onClick=${() => page.command(name)}>${text}</button>`;
  return html`
    <section class="reads" aria-label=${say.label} data-pane="reads">
      ${row.kind !== 'section' && (routing || page.kind() === 'decisions') && html`<span class="soft">${say.reads(row.cells[page.ruleColumn()].slice(0, 40))}</span>`}
      <p data-part="reads" tabindex="0">${parts.map(({ text, look }) => {
        const short = text.length > 300 ? text.slice(0, 300) + '…' : text;
        return look === 'strong' ? html`<b>${short}</b>` : look === 'flow' ? html`<b class="good">${short}</b>` : short;
      })}</p>
      ${page.draft.editable() && html`<div class="deeds">
        ${deed('up', say.up)}${deed('down', say.down)}${row.kind !== 'section' && deed('duplicate', say.copy)}${row.kind !== 'section' && routing && row.cells[page.ruleColumn()] !== '' && html`<button class="quiet" onClick=${() => page.openDialog('rename')} data-do="rename">${words.rename.do}</button>`}${deed('remove', say.remove)}
      </div>`}
      ${row.kind !== 'section' && !routing && page.aside !== null && html`<${page.aside.Beside} page=${page} row=${row} />`}
    </section>`;
}

/** What was found at the active cell, with what can be done. */
export function AtCell({ page }) {
  const { draft, grid } = page;
  const row = grid.activeRow();
  const column = grid.activeColumn();
  const say = words.findings;
  if (!row || column === undefined || page.hushed) return null;
  const conflict = draft.conflicts.get(row.key + '\u0000' + column);
  const typed = page.typed !== null && page.typed.key === row.key && page.typed.column === column ? page.typed.findings : null;
  const found = grid.editing !== null ? typed ?? [] : draft.foundAt(row, column);
  if (!conflict && found.length === 0) return null;
  const header = row.kind === 'section' ? '' : draft.table.columns[column].header;
  const name = row.cells[page.ruleColumn()]?.slice(0, 40);
  return html`
    <div class="under" role="group" aria-label=${say.list} ref=${node => node && grid.putUnder(node)} data-part="at-cell">
      ${conflict && grid.editing === null && html`
        <div class="finding"><div class="title fair">${icon('error')}<b>${say.conflict}</b><span class="soft">${header}</span></div>
          <p>${say.mine}: ${conflict.mine || say.empty}</p><p>${say.theirs(conflict.by)}: ${conflict.theirs || say.empty}</p>
          <div class="deeds">
            <button class="tinted" onClick=${() => page.settle(conflict, true)} data-do="mine">${say.keepMine}</button>
            <button onClick=${() => page.settle(conflict, false)} data-do="theirs">${say.takeTheirs}</button>
          </div></div>`}
      ${found.map(finding => html`
        <div class="finding">
          <div class=${'title ' + (finding.severity === 'error' ? 'bad' : 'fair')}>${icon('error')}<b>${say[finding.severity]}</b>
            <span class="soft">${[name, header].filter(Boolean).join(', ')}</span></div>
          <p>${finding.sentence}</p>
          ${(finding.fix !== null && finding.fix !== undefined && draft.editable()) || finding.sample ? html`<div class="deeds">
            ${finding.fix !== null && finding.fix !== undefined && draft.editable() && html`
              <button class="tinted" onMouseDown=${event => event.preventDefault()} onClick=${() => page.fix(finding)} data-do="fix">${say.changeTo(finding.fix)}<kbd>Alt ↵</kbd></button>`}
            ${finding.sample && html`<button onClick=${() => page.showEvent(finding)} data-do="sample">${say.showEvent}</button>`}
          </div>` : ''}
        </div>`)}
    </div>`;
}

function Status({ page }) {
  const { draft } = page;
  const say = words.status;
  if (page.try !== null && page.try.why) {
    return html`<footer class="status" aria-label=${say.label} data-pane="status"><span class="item"><span class="dot"></span>${say.played}</span><${KeysButton} page=${page} /></footer>`;
  }
  const { findings } = draft.findings;
  const errors = findings.filter(finding => finding.severity === 'error').length;
  const warnings = findings.length - errors;
  const known = draft.findings.revision >= 0;
  const look = errors > 0 ? 'dot bad' : warnings > 0 ? 'dot fair' : 'dot';
  const proved = words.findings.proved[draft.findings.proved] ?? '';
  const dialect = draft.shape?.dialect;
  return html`
    <footer class="status" aria-label=${say.label} data-pane="status">
      ${known ? html`
        <span class="item"><button class="quiet" onClick=${() => page.openDialog('findings')} data-do="findings"><span class=${look}></span>${words.findings.count(errors, warnings)}</button>
          ${draft.findings.stale ? words.findings.checking : proved}</span>` : html`<span class="item">${words.findings.checking}</span>`}
      ${draft.tests !== null && html`
        <span class="item"><span class=${'dot' + (draft.tests.failed > 0 ? ' bad' : '')}></span>
          ${draft.tests.failed > 0 ? say.failing(draft.tests.failed) : say.tests(draft.tests.passed, draft.tests.passed + draft.tests.failed)}</span>`}
      ${draft.running !== null && html`
        <span class="item" data-part="running">${words.aside.running(draft.running)}<button class="quiet" onClick=${() => draft.cancelRun()} data-do="cancel-run">${words.aside.cancel}</button></span>`}
      ${draft.running === null && draft.mutation !== null && html`<span class="item" data-part="mutation">${words.aside.mutation(draft.mutation.percent)}</span>`}
      ${draft.file !== null && dialect && html`<span class="item">${[draft.file, say.separators[dialect.separator] ?? dialect.separator, dialect.encoding].join(', ')}</span>`}
      <${KeysButton} page=${page} />
    </footer>`;
}

const KeysButton = ({ page }) => html`
  <span class="end"><button class="quiet" onClick=${() => page.openDialog('keys')} data-do="keys"><kbd aria-hidden="true">?</kbd>${words.status.keys}</button></span>`;

export function dialogOf(page, title, body, part) {
  return html`
    <dialog aria-label=${title} data-part=${part} ref=${node => node && !node.open && node.showModal()} onClose=${() => page.closeDialog()}>
      <div class="title"><h2>${title}</h2><button class="quiet" aria-label=${words.keys.close} onClick=${event => event.target.closest('dialog').close()}>${icon('close')}</button></div>
      ${body}
    </dialog>`;
}

function Rename({ page }) {
  const say = words.rename;
  const choices = page.renamable();
  const rename = event => {
    event.preventDefault();
    const { what, name } = event.target.elements;
    const choice = choices[Number(what?.value ?? 0)];
    event.target.closest('dialog').close();
    page.rename(choice, name.value.trim());
  };
  return dialogOf(page, say.title, html`
    <form class="deeds" onSubmit=${rename}>
      ${choices.length > 1 ? html`<select name="what" aria-label=${say.what}>${choices.map((choice, at) => html`<option value=${at}>${say.of(choice)}</option>`)}</select>` : html`<b>${say.of(choices[0])}</b>`}
      <input name="name" autofocus required maxlength="100" aria-label=${say.to} placeholder=${say.to} />
      <button class="main" data-do="do-rename">${say.do}</button>
    </form><p class="soft">${say.hint}</p>`, 'rename');
}

function NewFlow({ page }) {
  const say = words.flows;
  const make = event => {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    event.target.closest('dialog').close();
    page.make('flows', name);
  };
  return dialogOf(page, say.title, html`
    <form class="deeds" onSubmit=${make}>
      <input name="name" autofocus required maxlength="60" aria-label=${say.name} placeholder=${say.name} />
      <button class="main" data-do="make-flow">${words.make.do}</button>
    </form>`, 'flow');
}

function Column({ page }) {
  const say = words.make;
  const add = event => {
    event.preventDefault();
    const header = event.target.elements.header.value.trim();
    event.target.closest('dialog').close();
    page.addColumn(header);
  };
  return dialogOf(page, say.columnTitle, html`
    <form class="deeds" onSubmit=${add}>
      <input name="header" autofocus required maxlength="60" aria-label=${say.columnOf[page.kind()]} placeholder=${say.columnOf[page.kind()]} />
      <button class="main" data-do="add-column">${say.add}</button>
    </form><p class="soft">${say.once}</p>`, 'column');
}

function Keys({ page }) {
  return dialogOf(page, words.keys.title, html`
    <dl class="keys">${words.keys.list.map(([key, does]) => html`<div><dt><b>${key}</b></dt><dd>${does}</dd></div>`)}</dl>
    <p><label><input type="checkbox" checked=${page.letters} onChange=${event => page.setLetters(event.target.checked)} /> ${words.keys.letters}</label></p>`, 'keys');
}

function List({ page }) {
  const { draft } = page;
  const { findings } = draft.findings;
  return dialogOf(page, words.findings.list, findings.length === 0 ? html`<p class="soft">${words.findings.none}</p>` : findings.slice(0, 200).map(finding => html`
    <div class="finding">
      <div class=${'title ' + (finding.severity === 'error' ? 'bad' : 'fair')}>${icon('error')}<b>${words.findings[finding.severity]}</b>
        <span class="soft">${[finding.file, finding.line].filter(Boolean).join(':')}</span></div>
      <p>${finding.sentence}</p>
      ${draft.has(finding.file) || draft.info.texts.includes(finding.file) ? html`<div class="deeds"><button onClick=${event => {
        event.target.closest('dialog').close();
        page.goToFinding(finding);
      }}>${words.findings.go}</button></div>` : ''}
    </div>`), 'findings');
}
