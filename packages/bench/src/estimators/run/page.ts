import { type Chart, chartStyle, html, inline, Markup, pageStyle } from '@mimmx/viz';
import type { BenchmarkRow } from '../row.ts';

const COLUMNS = ['estimator', 'task', 'truth', 'n', 'seeds', 'mean', 'bias', 'sd', 'mse', 'seconds'] as const;

/** An HTML page of its own: the charts, then every row. */
export function page(title: string, charts: readonly Chart[], rows: readonly BenchmarkRow[]): string {
  const cell = (row: BenchmarkRow, column: (typeof COLUMNS)[number]) => {
    const value = row[column];
    if (value === null) return html`<td></td>`;
    return html`<td>${typeof value === 'string' || Number.isInteger(value) ? String(value) : value.toFixed(4)}</td>`;
  };
  return `<!DOCTYPE html>
${html`<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>${title}</title>
<style>${new Markup(pageStyle)}${new Markup(chartStyle)}</style>
</head>
<body>
<header><p class="kind">Estimators against known values</p><h1>${title}</h1>
<p>In nats. Values beyond the edge of a chart stand on it; point at a mark for its numbers.</p></header>
<main>${charts.map((chart) => html`<figure>${inline(chart)}</figure>`)}
<div class="scroll" tabindex="0"><table class="numbers"><thead><tr>${COLUMNS.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${COLUMNS.map((column) => cell(row, column))}</tr>`)}</tbody></table></div></main>
</body>
</html>`}
`;
}
