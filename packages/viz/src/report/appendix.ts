import { html, type Insert, type Markup } from '../html.ts';
import { duration, fixed } from '../numbers.ts';
import type { Context } from './context.ts';

/** What went otherwise than asked. Said even if there is nothing to say. */
export function notes({ summary }: Context): Markup {
  return html`<section id="notes">
<h2>Notes</h2>
${summary.notes.length > 0 ? html`<ul>${summary.notes.map((note) => html`<li>${note}</li>`)}</ul>` : html`<p>Nothing went otherwise than configured.</p>`}
</section>`;
}

/** Settings, time, configuration and environment: what is needed to do it again. */
export function setup({ input, methods, summary }: Context): Markup {
  const { environment } = input;
  const keys = [...new Set(methods.flatMap(({ result }) => Object.keys(result.settings ?? {})))];
  return html`<section id="setup">
<h2>To do it again</h2>
<div class="scroll"><table class="numbers"><caption>Time, on ${environment.cpu} (backend ${describe(environment.backend.engine ?? environment.backend.name ?? Object.values(environment.backend)[0] ?? 'unknown')})</caption>
<thead><tr><th scope="col">Method</th><th scope="col">Plugin</th><th scope="col">Median update, ms</th><th scope="col">Whole training</th></tr></thead><tbody>${methods.map(
    ({ name, result }) =>
      html`<tr><th scope="row">${name}</th><td>${result.plugin}</td><td>${fixed(result.timing?.updateMs, 1)}</td><td>${duration(result.timing?.trainingSeconds)}</td></tr>`,
  )}</tbody></table></div>
${
  keys.length > 0 &&
  html`<details><summary>Settings of each method</summary><div class="scroll"><table class="settings"><thead><tr><th scope="col">Setting</th>${methods.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${keys.map(
    (key) =>
      html`<tr><th scope="row">${key}</th>${methods.map(({ result }) => html`<td>${key in (result.settings ?? {}) ? describe(result.settings[key]) : '–'}</td>`)}</tr>`,
  )}</tbody></table></div></details>`
}
<details><summary>Configuration, as resolved</summary><pre>${JSON.stringify(input.config, null, 2)}</pre></details>
<details><summary>Environment</summary><dl class="pairs">${pair('Started', environment.startedAt)}${pair('Platform', environment.platform)}${pair('CPU', environment.cpu)}${pair('Seeds', summary.seeds.join(', '))}${Object.entries(environment.backend).map(([key, value]) => pair(`Backend, ${key}`, value))}${Object.entries(environment.versions).map(([key, value]) => pair(key, value))}</dl></details>
</section>`;
}

/** Where the images come from and what one may do with them. */
export const provenance = ({ summary: { dataset } }: Context): Markup => html`<footer id="licence">
<p><b>Data:</b> ${dataset.name}. <b>Licence:</b> ${dataset.licence}${/[.!?]$/.test(dataset.licence) ? '' : '.'}${dataset.citation && html` <b>Please cite:</b> ${dataset.citation}`}</p>
<p>Made by <b>mimmx</b> from the run record alone; this file asks for nothing over the network.</p>
</footer>`;

const pair = (key: string, value: string | number): Markup =>
  html`<div><dt>${key}</dt><dd>${String(value)}</dd></div>`;

const describe = (value: unknown): Insert =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? '–');
