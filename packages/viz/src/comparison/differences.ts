import type { RunComparison, RunDifference } from '@mimmx/experiment';
import { dotChart } from '../charts/index.ts';
import { html, type Insert, type Markup } from '../html.ts';
import { known } from '../numbers.ts';
import { capital, shiftName } from '../report/context.ts';
import { figure, wideTable } from '../report/figure.ts';
import { bare, type Headline, type Quantity } from '../report/quantity.ts';
import { inline } from '../svg/chart.ts';
import { ends, methodsOf } from './words.ts';

const STANDINGS = {
  better: 'better',
  worse: 'worse',
  open: 'not shown to differ',
  unpaired: 'not paired',
} as const;

/** Pictures of the main measure, and every number, run by run. */
export function differences(comparison: RunComparison, headline: Headline): Markup {
  const { runs } = comparison;
  return html`<section id="differences">
<h2>Differences on the same patients</h2>
<p>Each method is held against its counterpart in <b>${runs[0]!.label}</b>. Intervals (${(comparison.level * 100).toFixed(0)}\u202f%) come from resampling the test patients, both runs on the same resample each time; right of the dashed line the second run has more.</p>
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
  const margin = (Math.max(...values) - Math.min(...values) || 0.02) * 0.06;
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

function table(
  rows: readonly RunDifference[],
  headline: Headline,
  labels: readonly [string, string],
): Markup {
  const quantities = [headline.main, ...headline.more, headline.worst];
  const lines = rows.flatMap((row, i): Insert[] => {
    const quantity = quantities.find(({ measure }) => measure === row.measure);
    if (!quantity) return [];
    const before = rows[i - 1];
    const begins = before?.method !== row.method || before.set !== row.set;
    return [
      html`<tr><th scope="row">${begins && html`${methodsOf(row)} <small>${capital(shiftName(row.set))}</small>`}</th><td>${quantity.label}</td><td>${shown(quantity, row.first)}</td><td>${shown(quantity, row.second)}</td><td><b>${signed(quantity, row.difference)}</b>${known(row.low) && html` <small>${ends(quantity, row)}</small>`}</td><td>${STANDINGS[row.standing]}${row.note && html` <small class="why">${row.note}</small>`}</td></tr>`,
    ];
  });
  return wideTable(
    '',
    'numbers',
    html`<thead><tr>${['Method, test set', 'Measure', ...labels, 'Difference', 'What may be said'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines}</tbody>`,
  );
}

const shown = (quantity: Quantity, value: number | null): string =>
  known(value) ? bare(quantity, value) : '–';

const signed = (quantity: Quantity, value: number | null): string =>
  known(value) ? `${value > 0 ? '+' : ''}${bare(quantity, value)}` : '–';
