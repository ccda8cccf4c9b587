import type { RunComparison } from '@mimmx/experiment';
import { html, type Insert, type Markup } from '../html.ts';
import { interval, percentage } from '../numbers.ts';
import { FEATURES, wideTable } from '../report/figure.ts';
import { shapeText } from '../report/shape.ts';

/**
 * What the best fresh probe reads of each confounder, run beside run. There is no paired interval of that, and runs whose
 * f_y is not of the same shape are not compared at all.
 */
export function leakage({ runs }: RunComparison): Markup | null {
  const task = runs[0]!.summary.task;
  const names = [...new Set(runs.flatMap(({ summary }) => Object.keys(summary.methods)))];
  const rows = names.flatMap((name) => {
    const results = runs.map(({ summary }) => summary.methods[name]);
    const shapes = results.map((result) => result && (shapeText(result.settings) ?? 'of unknown width'));
    const known = shapes.filter((shape) => shape !== undefined);
    if (known.length < 2) return [];
    const alike = new Set(known).size === 1;
    return task.z.map((factor, i): Insert => {
      const cells = results.map((result) => {
        const row = result?.rows.find(
          (one) => one.measure === 'leakage' && one.factor === factor.name && one.probe === 'best',
        );
        return row?.value == null
          ? html`<td>–</td>`
          : html`<td><b>${percentage(row.value)}</b> <small>${interval([row.low, row.high])}</small></td>`;
      });
      const said = alike
        ? known[0]
        : `not comparable: ${shapes
            .map((shape, run) => shape && `${shape} in ${runs[run]!.label}`)
            .filter(Boolean)
            .join('; ')}`;
      return html`<tr>${i === 0 && html`<th scope="rowgroup" rowspan="${String(task.z.length)}">${name}</th>`}<td>${factor.name}</td>${cells}${i === 0 && html`<td class="shape" rowspan="${String(task.z.length)}">${said}</td>`}</tr>`;
    });
  });
  if (rows.length === 0) return null;
  const heads = [...runs.map(({ label }) => label)];
  return html`<section id="leakage">
<h2>What is left in the features</h2>
<p>What the best of five fresh probes reads of each confounder from ${FEATURES}, in percent with its interval; lower is better. These numbers are not paired: intervals that do not meet point to a difference, intervals that meet show nothing. A wider ${FEATURES} holds more whatever the method, so values compare at equal width only.</p>
${wideTable(
  '',
  'numbers',
  html`<thead><tr>${['Method', 'Confounder', ...heads].map((head) => html`<th scope="col">${head}</th>`)}<th scope="col">${FEATURES}</th></tr></thead><tbody>${rows}</tbody>`,
)}
</section>`;
}
