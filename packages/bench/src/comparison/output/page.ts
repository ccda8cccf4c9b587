import type { BenchSummary } from '../summary.ts';
import { gridsOf } from './grid.ts';

const text = (value: string): string => value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th>${text(cell)}</th>`).join('')}</tr></thead><tbody>
${lines.map((line) => `<tr>${line.map((cell, i) => `<td${i > 0 ? ' class="number"' : ''}>${text(cell)}</td>`).join('')}</tr>`).join('\n')}
</tbody></table>`;
const list = (items: readonly string[]): string =>
  items.length > 0 ? `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>` : '';

/** The report of a bench: one file without scripts. @param diagram the critical-difference diagram as SVG, if there is one */
export function benchPage(summary: BenchSummary, diagram: string | null): string {
  const { statistics } = summary;
  const points = (value: number | null) => (value === null ? '–' : value.toFixed(1));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(summary.title)}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; font-size: 13px; display: block; overflow-x: auto }
th, td { text-align: left; padding: 0.15rem 0.8rem 0.15rem 0; border-bottom: 1px solid #e3e3e3 }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
svg { max-width: 100%; height: auto }
</style>
<h1>${text(summary.title)}</h1>
<p>${text(summary.question)}</p>
<p><code>${text(summary.command)}</code>${summary.commit ? `, commit ${text(summary.commit)}` : ''}. Weights: ${text(summary.selection)}. Percent; mean ± standard deviation over seeds (number of seeds). † marks what was trained otherwise than published; it is not held against print.</p>
${gridsOf(summary)
  .map(
    ({ setting, head, lines, notes }) => `<h2>${text(setting)}</h2>\n${table(head, lines)}\n${list(notes)}`,
  )
  .join('\n')}
<h2>Differences in ${text(statistics.measure)}</h2>
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
${diagram ?? ''}
${list(statistics.notes)}
<h2>Where all trainings differ from the published</h2>
${list(summary.deviations)}
</html>
`;
}
