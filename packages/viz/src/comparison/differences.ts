import type { RunComparison, RunDifference } from '@mimmx/experiment';
import { dotChart } from '../charts/index.ts';
import { html, type Insert, type Markup } from '../html.ts';
import { known } from '../numbers.ts';
import { capital, shiftName } from '../report/context.ts';
import { figure, wideTable } from '../report/figure.ts';
import { bare, type Headline, heading, type Quantity } from '../report/quantity.ts';
import { inline } from '../svg/chart.ts';
import { ends, methodsOf } from './words.ts';

const STANDINGS = { better: '', worse: '', open: 'no interval', unpaired: 'not paired' } as const;

/** Pictures of the main measure, and every number, run by run. */
export function differences(comparison: RunComparison, headline: Headline): Markup {
  const { runs } = comparison;
  return html`<section id="differences">
<h2>Differences on the same patients</h2>
<p>Each method is held against its counterpart in <b>${runs[0]!.label}</b>. Intervals (${(comparison.level * 100).toFixed(0)}\u202f%) come from resampling the test patients, both runs on the same resample each time; right of the dashed line the second run has more. What stands in bold is shown to differ; nothing else is.</p>
${runs.slice(1).map((run, i) => {
  const rows = comparison.differences.filter((row) => row.run === i + 1);
  return html`<h3>${run.label} less ${runs[0]!.label}</h3>${charts(rows, headline)}${table(rows, headline, [runs[0]!.label, run.label])}`;
})}
</section>`;
}

/** A panel for each test set; only what was paired is drawn. */
function charts(rows: readonly RunDifference[], { main }: Headline): Markup | null {
  const drawn = rows.filter((row) => row.measure === main.measure && known(row.low) && known(row.difference));
  const sets = [...new Set(drawn.map(({ set }) => set))];
  if (sets.length === 0) return null;
  const values = drawn.flatMap(({ difference, low, high }) => [difference, low, high, 0]).filter(known);
  const spread = Math.max(...values) - Math.min(...values);
  // Runs that are the same still have an axis, of two points either way.
  const margin = spread > 0 ? 0.06 * spread : 0.02;
  const panels = sets.map((set) =>
    dotChart({
      title: `${main.label}, ${shiftName(set)} test`,
      unit: main.kind,
      domain: [Math.min(...values) - margin, Math.max(...values) + margin],
      reference: { value: 0, label: 'no difference' },
      axis:
        main.kind === 'fraction'
          ? 'difference, percentage points'
          : `difference${main.unit ? `, ${main.unit}` : ''}`,
      rows: drawn
        .filter((row) => row.set === set)
        .map((row) => ({
          label: methodsOf(row),
          role:
            row.standing === 'better'
              ? ('accent' as const)
              : row.standing === 'worse'
                ? ('alarm' as const)
                : ('ink' as const),
          dots: [{ value: row.difference, low: row.low, high: row.high, hollow: row.standing === 'open' }],
        })),
    }),
  );
  return figure(
    html`<div class="panels">${panels.map((chart) => inline(chart, 400))}</div>`,
    html`A ring is a difference that these patients and seeds do not tell from none.`,
  );
}

/** One row for each method and test set, one column for each measure. */
function table(
  rows: readonly RunDifference[],
  headline: Headline,
  [first, second]: readonly [string, string],
): Markup {
  const quantities = [headline.main, ...headline.more, headline.worst].filter(
    ({ measure }, i, all) =>
      all.findIndex((one) => one.measure === measure) === i && rows.some((row) => row.measure === measure),
  );
  const keyOf = ({ method, other, set }: RunDifference) => JSON.stringify([method, other, set]);
  const lines = [...new Set(rows.map(keyOf))].map((key) => rows.filter((row) => keyOf(row) === key));
  const unpaired = [
    ...new Set(
      lines.flatMap(([row]) => (row?.standing === 'unpaired' ? [`${shiftName(row.set)}: ${row.note}`] : [])),
    ),
  ];
  return html`${wideTable(
    `Difference with its interval, and the values in ${first} and ${second}`,
    'numbers',
    html`<thead><tr><th scope="col">Method</th><th scope="col">Test set</th>${quantities.map((quantity) => html`<th scope="col">${heading(quantity)}</th>`)}</tr></thead><tbody>${lines.map(
      (own, i) => {
        const [row] = own;
        const begins = lines[i - 1]?.[0]?.method !== row!.method;
        const span = lines.filter(
          ([other]) => other?.method === row!.method && other.other === row!.other,
        ).length;
        return html`<tr>${begins && html`<th scope="rowgroup" rowspan="${String(span)}">${methodsOf(row!)}</th>`}<td>${capital(shiftName(row!.set))}</td>${quantities.map(
          (quantity) =>
            cell(
              quantity,
              own.find(({ measure }) => measure === quantity.measure),
            ),
        )}</tr>`;
      },
    )}</tbody>`,
  )}${unpaired.map((why) => html`<p class="reading">Not paired, ${why}.</p>`)}`;
}

function cell(quantity: Quantity, row: RunDifference | undefined): Insert {
  if (!row || !known(row.difference))
    return html`<td>–${row?.note && html` <small class="why">${row.note}</small>`}</td>`;
  const gap = `${row.difference > 0 ? '+' : ''}${bare(quantity, row.difference)}`;
  const certain = row.standing === 'better' || row.standing === 'worse';
  return html`<td>${certain ? html`<b>${gap} ${row.standing}</b>` : gap} <small>${ends(quantity, row) || STANDINGS[row.standing]}</small> <small>${shown(quantity, row.first)} → ${shown(quantity, row.second)}</small></td>`;
}

const shown = (quantity: Quantity, value: number | null): string =>
  known(value) ? bare(quantity, value) : '–';
