import { html, type Markup } from '../html.ts';
import { duration, fixed } from '../numbers.ts';
import type { Context } from './context.ts';
import { wideTable } from './figure.ts';

/** What went otherwise than asked. Said even if there is nothing to say. */
export function notes({ summary, input }: Context): Markup {
  const all = [
    ...summary.notes,
    ...(input.changes ?? []).map((change) => `While this run was made: ${change}.`),
  ];
  return html`<section id="notes">
<h2>Notes</h2>
${all.length > 0 ? html`<ul>${all.map((note) => html`<li>${note}</li>`)}</ul>` : html`<p>Nothing went otherwise than configured.</p>`}
</section>`;
}

/** Time, settings, configuration and environment: what is needed to do it again. */
export function setup(context: Context): Markup {
  const { input, summary } = context;
  const { startedAt, platform, cpu, backend, versions } = input.environment;
  const facts = [
    ['Started', startedAt],
    ['Platform', platform],
    ['CPU', cpu],
    ['Seeds', summary.seeds.join(', ')],
    ...Object.entries(backend).map(([key, value]) => [`Backend, ${key}`, value]),
    ...Object.entries(versions),
  ] as const;
  return html`<section id="setup">
<h2>To do it again</h2>
${timing(context)}
${settings(context)}
<details><summary>Configuration, as resolved</summary><pre>${JSON.stringify(input.config, null, 2)}</pre></details>
<details><summary>Environment</summary><dl class="pairs">${facts.map(([key, value]) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`)}</dl></details>
</section>`;
}

const timing = ({ methods }: Context): Markup =>
  wideTable(
    'Time',
    'numbers',
    html`<thead><tr><th scope="col">Method</th><th scope="col">Plugin</th><th scope="col">Median update</th><th scope="col">Whole training</th><th scope="col">Of it waiting for images</th></tr></thead><tbody>${methods.map(
      ({ name, result }) =>
        html`<tr><th scope="row">${name}</th><td>${result.plugin}</td><td>${fixed(result.timing?.updateMs, 1)} ms</td><td>${duration(result.timing?.trainingSeconds)}</td><td>${duration(result.timing?.waitingSeconds)}</td></tr>`,
    )}</tbody>`,
  );

/** One row per setting, so that a reader sees in what the methods differ. */
function settings({ methods }: Context): Markup | null {
  const keys = [...new Set(methods.flatMap(({ result }) => Object.keys(result.settings ?? {})))];
  if (keys.length === 0) return null;
  const rows = keys.map(
    (key) =>
      html`<tr><th scope="row">${key}</th>${methods.map(({ result }) => html`<td>${shown(result.settings?.[key])}</td>`)}</tr>`,
  );
  const heads = methods.map(({ name }) => html`<th scope="col">${name}</th>`);
  return html`<details><summary>Settings of each method</summary>${wideTable('', 'settings', html`<thead><tr><th scope="col">Setting</th>${heads}</tr></thead><tbody>${rows}</tbody>`)}</details>`;
}

/** Where the images come from and what one may do with them. */
export const provenance = ({ summary: { dataset } }: Context): Markup => html`<footer id="licence">
<p><b>Data:</b> ${dataset.name}. <b>Licence:</b> ${dataset.licence}${/[.!?]$/.test(dataset.licence) ? '' : '.'}${dataset.citation && html` <b>Please cite:</b> ${dataset.citation}`}</p>
<p>Made by <b>mimmx</b> from the run record alone; this file asks for nothing over the network.</p>
</footer>`;

/** A setting as text; `–` where a method has no such setting. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
