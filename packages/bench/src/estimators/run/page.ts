import type { BenchmarkRow } from '../row.ts';

const text = (value: string): string => value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const COLUMNS = ['estimator', 'task', 'truth', 'n', 'seeds', 'mean', 'bias', 'sd', 'mse', 'seconds'] as const;

/** An HTML page of its own: the charts, then every row. */
export function page(title: string, charts: readonly string[], rows: readonly BenchmarkRow[]): string {
  const cell = (row: BenchmarkRow, column: (typeof COLUMNS)[number]) => {
    const value = row[column];
    if (value === null) return '<td></td>';
    if (typeof value === 'string') return `<td>${text(value)}</td>`;
    return `<td class="number">${Number.isInteger(value) ? value : value.toFixed(4)}</td>`;
  };
  const lines = rows.map((row) => `<tr>${COLUMNS.map((column) => cell(row, column)).join('')}</tr>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(title)}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222 }
svg { max-width: 100%; height: auto; margin: 0.5rem 0 }
table { border-collapse: collapse; font-size: 13px }
th, td { text-align: left; padding: 0.15rem 0.7rem 0.15rem 0; border-bottom: 1px solid #e3e3e3 }
.number { text-align: right; font-variant-numeric: tabular-nums }
</style>
<h1>${text(title)}</h1>
<p>In nats. Values beyond the edge of a chart stand on it; point at a mark for its numbers.</p>
${charts.join('\n')}
<table>
<thead><tr>${COLUMNS.map((column) => `<th>${column}</th>`).join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>
</html>
`;
}
