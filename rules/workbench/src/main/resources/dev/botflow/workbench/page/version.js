/** The files of a published version, to be read: tables as rows, the others as text, with what each changed. */
import { words } from './words.js';
import { call, path } from './api.js';
import { html } from './shell.js';

const say = words.version;
const ROWS = 500;

/** What a version holds and what it changed against the one before; one of its files is shown. */
export async function opened(number, wanted, versions) {
  const note = versions.versions.find(version => String(version.number) === number);
  const { files } = (await call('GET', path('versions', number, 'files'))).body;
  const compared = note?.replaced > 0 ? (await call('GET', `compare?from=${note.replaced}&to=${encodeURIComponent(number)}`)).body : null;
  const changed = new Map(compared?.files.map(({ file, changes }) => [file, changes]) ?? []);
  const name = wanted || files.find(({ file }) => changed.has(file))?.file || files[0]?.file;
  const shown = name === undefined ? null : (await call('GET', path('versions', number, 'files', name))).body;
  return { number, note, files, changed, shown, before: compared === null ? null : note.replaced, rows: ROWS };
}

export function Version({ page, version, Change }) {
  const { number, files, changed, shown, before } = version;
  if (shown === null) return html`<p>${say.none}</p>`;
  const changes = changed.get(shown.file) ?? [];
  return html`
    <nav class="files-of" aria-label=${say.files} data-part="version-files">${files.map(({ file }) => html`
      <button key=${file} aria-current=${file === shown.file ? 'page' : null} onClick=${() => page.open(`:version/${number}/${file}`)} data-file=${file}>${file}${changed.has(file) && html` <span class="badge">${say.changed(changed.get(file).length)}</span>`}</button>`)}</nav>
    ${before !== null && html`<section class="card" aria-labelledby="version-changed" data-part="version-changed">
      <h2 id="version-changed">${say.against(shown.file, before)}</h2>
      ${changes.length === 0 ? html`<p class="soft">${say.same}</p>` : html`<ul class="changes">${changes.map(change => html`<${Change} change=${change} events=${null} />`)}</ul>`}
      <button onClick=${() => page.open(`:compare/${before}/${number}`)} data-do="what">${say.all(number)}</button></section>`}
    ${shown.columns.length > 0 ? html`<${Rows} page=${page} version=${version} />` : html`
      <pre class="card text-of" tabindex="0" role="region" aria-label=${shown.file} data-part="version-text">${shown.text}</pre>`}`;
}

function Rows({ page, version }) {
  const { columns, rows, file } = version.shown;
  return html`
    <div class="wide" role="region" aria-label=${file} tabindex="0"><table class="versions" data-part="version-table">
      <thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.slice(0, version.rows).map(([line, kind, ...cells]) => (kind === 'section' ? html`
        <tr key=${line}><td colspan=${columns.length} class="soft">${cells[0]}</td></tr>` : html`
        <tr key=${line}>${columns.map((column, at) => (at === 0 ? html`<th scope="row">${cells[0]}</th>` : html`<td class="cell-of">${cells[at] ?? ''}</td>`))}</tr>`))}</tbody>
    </table></div>
    ${rows.length > version.rows && html`<button onClick=${() => {
      version.rows += ROWS;
      page.update();
    }} data-do="more">${say.more(Math.min(ROWS, rows.length - version.rows), rows.length)}</button>`}`;
}
