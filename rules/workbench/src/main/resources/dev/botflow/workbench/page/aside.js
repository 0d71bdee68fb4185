/** What tables beside the routing table say: a row as a sentence, the week of hours, how long texts are. */
import { words } from './words.js';
import { html } from './shell.js';

const say = words.aside;

/** A row as parts of a sentence, as `reading` of the routing table gives it. */
export function reading(page, row) {
  const { columns } = page.draft.table;
  const name = row.cells[page.ruleColumn()];
  switch (page.kind()) {
    case 'decisions': return decision(columns, row);
    case 'words': return [{ text: say.list(name, wordsOf(columns, row).length) }];
    case 'hours': return [{ text: name, look: 'strong' }];
    case 'texts': return text(page);
    default: return scenario(columns, row);
  }
}

function wordsOf(columns, row) {
  return row.cells.filter((_, at) => columns[at]?.kind === 'words').join(',').split(/[,，、،؛;\n]/).filter(word => word.trim() !== '');
}

function decision(columns, row) {
  const parts = [];
  columns.forEach((column, at) => {
    if (column.kind !== 'test' || row.cells[at] === '') return;
    parts.push({ text: (parts.length === 0 ? words.reads.when : ' ' + say.and) + ' ' + column.header + (/^(not|in|contains|matches|starts|ends|[<>=])/i.test(row.cells[at]) ? ' ' : say.is) }, { text: row.cells[at], look: 'strong' });
  });
  const exit = row.cells[columns.findIndex(column => column.kind === 'exit')] ?? '';
  return [...(parts.length === 0 ? [{ text: say.always }] : parts), { text: ', ' + say.exit + ' ' }, { text: exit, look: 'flow' }, { text: '. ' + words.reads.first }];
}

function text(page) {
  const said = page.meaning?.said;
  if (!said) return [];
  return said.source === null ? [{ text: say.noSource }] : [{ text: say.source + ' ' }, { text: said.source, look: 'strong' }];
}

function scenario(columns, row) {
  const cell = header => row.cells[columns.findIndex(column => column.header.toLowerCase() === header)] ?? '';
  const expected = columns.map((column, at) => [column, row.cells[at]]).filter(([column, found]) => column.kind === 'expectation' && found !== '');
  const parts = [];
  if (cell('scenario') !== '') parts.push({ text: cell('scenario'), look: 'strong' }, { text: ': ' });
  parts.push({ text: say.does + ' ' }, { text: cell('user does') || '…', look: 'strong' });
  expected.forEach(([column, found], at) => parts.push({ text: (at === 0 ? ', ' + say.expects + ' ' : ', ') + column.header.replace(/^expect /i, '') + ' ' }, { text: found, look: 'strong' }));
  return parts;
}

/** What stands beside the sentence. */
export function Beside({ page, row }) {
  const said = page.meaning?.key === row.key ? page.meaning.said : undefined;
  if (page.kind() === 'hours') return said ? html`<${Week} said=${said} />` : null;
  if (page.kind() === 'texts') return html`<${Lengths} page=${page} row=${row} said=${said} />`;
  if (page.kind() === 'scenarios') return html`<${Results} page=${page} name=${page.scenarioOf(row)} />`;
  return null;
}

/** What a scenario came to on each of its channels. */
export function Results({ page, name }) {
  const { draft } = page;
  const results = draft.tests?.results.filter(({ scenario }) => scenario === name) ?? [];
  const failed = results.filter(({ passed }) => !passed);
  return html`
    <div class="beside" data-part="results">
      ${results.length > 0 && html`<span class=${failed.length > 0 ? 'bad' : 'good'}>${words.grid.passed(results.length - failed.length, results.length)}</span>`}
      ${failed.slice(0, 3).map(result => html`<span>${say.expected(result)}</span>`)}
      ${name !== '' && draft.running === null && html`<button class="quiet" onClick=${() => draft.run([name], false)} data-do="run-one">${say.runOne(name.slice(0, 40))}</button>`}
    </div>`;
}

const clock = minute => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The week as seven bars, each from midnight to midnight, with its times in words. */
function Week({ said }) {
  const wide = 480;
  const x = minute => 44 + minute / 1440 * wide;
  const hours = day => said.week.filter(window => window.day === day).map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ') || say.never;
  const label = say.week + ': ' + say.days.map((day, at) => `${day} ${hours(at)}`).join('; ');
  return html`
    <div class="beside">
      <svg class="week" viewBox="0 0 660 144" role="img" aria-label=${label} data-part="week">
        ${[0, 6, 12, 18, 24].map(hour => html`<text x=${x(hour * 60)} y="10" text-anchor="middle">${hour}</text>`)}
        ${say.days.map((day, at) => html`
          <text x="6" y=${27 + at * 18}>${day}</text>
          <rect class="track" x=${x(0)} y=${17 + at * 18} width=${wide} height="12" rx="3" />
          ${said.week.filter(window => window.day === at).map(({ from, to }) => html`<rect class="open" x=${x(from)} y=${17 + at * 18} width=${x(to) - x(from)} height="12" rx="3" />`)}
          <text x=${x(1440) + 8} y=${27 + at * 18}>${hours(at)}</text>`)}
      </svg>
      ${said.closed.length > 0 && html`<span>${say.closed} ${said.closed.join(', ')}</span>`}
    </div>`;
}

/** How long each text of a row is, against the channels' limits, and how many SMS it takes. */
function Lengths({ page, row, said }) {
  const { columns } = page.draft.table;
  return html`
    <div class="beside" data-part="lengths">
      ${columns.map((column, at) => {
        if (column.kind !== 'text') return null;
        const text = said?.texts.find(each => each.column === at);
        if (!text) return page.draft.absent.has(row.key + '\u0000' + at) && row.cells[at] === '' ? html`<span><b>${column.header}</b> ${say.missing}</span>` : null;
        const over = text.limits.filter(limit => limit.most < text.characters);
        const fit = text.limits.length === 0 ? null : over.length > 0
          ? html`<span class="bad">${over.slice(0, 3).map(limit => say.over(limit.channel, limit.most)).join('; ')}</span>`
          : say.fits(text.limits[0].channel, text.limits[0].most);
        return html`<span><b>${column.header}</b> ${say.characters(text.characters)}${text.sms ? ', ' + text.sms.sentence : ''}${fit ? '; ' : ''}${fit}</span>`;
      })}
    </div>`;
}
