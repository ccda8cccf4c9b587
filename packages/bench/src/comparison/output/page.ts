import { type Chart, chartStyle, html, inline, Markup, pageStyle } from '@mimmx/viz';
import type { BenchSummary } from '../summary.ts';
import { gridsOf } from './grid.ts';

const table = (head: readonly string[], lines: readonly (readonly string[])[]): Markup =>
  html`<div class="scroll" tabindex="0"><table class="numbers"><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>
${lines.map((line) => html`<tr>${line.map((cell, i) => (i > 0 ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>`)}
</tbody></table></div>`;

const list = (items: readonly string[]): Markup | null =>
  items.length > 0 ? html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>` : null;

/** The report of a bench: one file without scripts. @param diagram the critical-difference diagram, if there is one */
export function benchPage(summary: BenchSummary, diagram: Chart | null): string {
  const { statistics } = summary;
  const points = (value: number | null) => (value === null ? '–' : value.toFixed(1));
  return `<!DOCTYPE html>
${html`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>${summary.title}</title>
<style>${new Markup(pageStyle)}${new Markup(chartStyle)}</style>
</head>
<body>
<header><p class="kind">Benchmark</p><h1>${summary.title}</h1>
<p class="question">${summary.question}</p>
<p><code>${summary.command}</code>${summary.commit && `, commit ${summary.commit}`}. Weights: ${summary.selection}. Percent; mean ± standard deviation over seeds (number of seeds). † marks what was trained otherwise than published; it is not held against print.</p></header>
<main>
${gridsOf(summary).map(({ setting, head, lines, notes }) => html`<section><h2>${setting}</h2>${table(head, lines)}${list(notes)}</section>`)}
<section><h2>Differences in ${statistics.measure}</h2>
${table(
  ['setting', 'method', 'against', 'difference', 'low', 'high', 'p'],
  statistics.withinSettings.map(({ setting, a, b, difference, low, high, pValue }) => [
    setting,
    a,
    b,
    points(difference),
    points(low),
    points(high),
    pValue?.toFixed(3) ?? '–',
  ]),
)}
${table(
  ['method', 'average rank'],
  Object.entries(statistics.ranks)
    .sort(([, a], [, b]) => a - b)
    .map(([method, rank]) => [method, rank.toFixed(2)]),
)}
${diagram && html`<figure>${inline(diagram)}</figure>`}
${list(statistics.notes)}</section>
<section><h2>Where all trainings differ from the published</h2>
${list(summary.deviations)}</section>
</main>
</body>
</html>`}
`;
}
