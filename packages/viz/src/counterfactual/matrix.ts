import type { MeasureRow } from '@mimmx/evaluation';
import { type HeatCell, heatChart, signed } from '../charts/heat.ts';
import { html, type Markup } from '../html.ts';
import { known, mean } from '../numbers.ts';
import { figure, wideTable } from '../report/figure.ts';
import { inline } from '../svg/chart.ts';
import type { GeneratorReportInput, TuningReport } from './input.ts';

const cellsOf = (rows: readonly MeasureRow[]) => rows.filter(({ measure }) => measure === 'amplification');
const unique = (values: readonly (string | undefined)[]) => [...new Set(values)] as string[];

/** One matrix: interventions down, attributes across, in the eyes of one predictor. */
function matrix({ name, rows }: TuningReport, probe: string): Markup {
  const own = cellsOf(rows).filter((row) => row.probe === probe && row.group !== 'null');
  const sets = unique(own.map(({ set }) => set));
  const factors = unique(own.map(({ factor }) => factor));
  const cells = sets.map((set) =>
    factors.map((factor): HeatCell => {
      const row = own.find((one) => one.set === set && one.factor === factor);
      const { value, low, high } = row ?? { value: null, low: null, high: null };
      return {
        value,
        framed: row?.group === 'target',
        certain: !known(low) || !known(high) || low > 0 || high < 0,
        title: `${set}, ${factor} (${row?.group ?? 'not measured'}): ${signed(value)} ${row?.note ?? ''}, ${signed(low)} to ${signed(high)}`,
      };
    }),
  );
  return inline(
    heatChart({ title: `${name}: in the eyes of “${probe}”`, rows: sets, columns: factors, cells }),
  );
}

/** The amplification matrices of every tuning, by two judges, and the same in a table before and after. */
export function matrices({ tunings, tested }: GeneratorReportInput): Markup {
  const probes = unique(tunings.flatMap(({ rows }) => cellsOf(rows).map(({ probe }) => probe)));
  const shown = probes.length > 1 ? [probes[0]!, probes.at(-1)!] : probes;
  const charts = tunings.flatMap((tuning) => shown.map((probe) => matrix(tuning, probe)));
  return html`<section id="amplification"><h2>What an intervention does to every attribute</h2>
<p>Each cell is the AUC on counterfactual images less that on the real ones, in points (of numbers: the difference of mean absolute errors). <b>0 is ideal everywhere.</b> Framed: what was intervened on, where below 0 means that the intervention did not arrive and above it that it is overdone. Off the frame, above 0 is <b>amplification</b>: an attribute that nobody touched became more typical. Grey numbers cannot be told from 0. “${shown[0]!}” tuned the model and is no evidence about it; ${shown.length > 1 && html`“${shown[1]!}” never saw it.`}</p>
${figure(html`<div class="panels">${charts}</div>`, html`${tested} test images, interventions forced so that every row really changes. Intervals are over patients.`)}
${beforeAndAfter(tunings, probes)}</section>`;
}

function beforeAndAfter(tunings: readonly TuningReport[], probes: readonly string[]): Markup {
  const kinds = ['target', 'descendant', 'off-target', 'null'];
  const inPoints = (rows: readonly MeasureRow[]) =>
    cellsOf(rows).filter(({ note }) => note === 'points of AUC');
  const used = kinds.filter((kind) =>
    tunings.some(({ rows }) => inPoints(rows).some(({ group }) => group === kind)),
  );
  const lines = tunings.flatMap(({ name, rows }) => {
    const error = mean(
      rows.filter(({ measure }) => measure === 'true-counterfactual error').map(({ value }) => value),
    );
    return probes.map(
      (probe) =>
        html`<tr><th>${name}</th><td>${probe}</td>${used.map((kind) => {
          const own = inPoints(rows).filter((row) => row.probe === probe && row.group === kind);
          return html`<td>${own.length > 0 ? signed(mean(own.map(({ value }) => value))) : '–'}</td>`;
        })}<td>${known(error) ? error.toFixed(1) : '–'}</td></tr>`,
    );
  });
  return wideTable(
    'Before and after tuning: mean points of AUC by kind of cell',
    'numbers',
    html`<thead><tr><th>Tuning</th><th>Predictor</th>${used.map((kind) => html`<th>${kind}</th>`)}<th>Error to the true counterfactual</th></tr></thead><tbody>${lines}</tbody>`,
  );
}
