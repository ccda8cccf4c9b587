import { Random, strataOf } from '@mimmx/core/contracts';
import {
  atThreshold,
  evaluateMeasures,
  fitThreshold,
  type Measure,
  type MeasureRow,
  sensitivity,
  specificity,
  youden,
} from '@mimmx/evaluation';
import { meanRows, type SummaryRow } from '@mimmx/experiment';
import { html, type Markup } from '../html.ts';
import { mean, percentage } from '../numbers.ts';
import { type Context, capital, shiftName } from './context.ts';
import { wideTable } from './figure.ts';
import { VALIDATION } from './meaning.ts';
import { type Block, blocksOf, mainSets } from './predicted.ts';
import type { Quantity } from './quantity.ts';
import { cell } from './small-print.ts';
import { record } from './unknown.ts';

const SHARE: Quantity = { measure: '', label: '', better: 'higher', kind: 'fraction' };

/** Most resamples of an interval: the report is to be there at once. */
const REPLICATES = 500;

/** A method's threshold on the probability of class 1, and what it comes to on each main set. */
export interface AtThreshold {
  readonly method: string;
  /** Mean over the seeds; undefined where no validation data are there and the more probable class is called. */
  readonly threshold: number | undefined;
  readonly sets: readonly { readonly set: string; readonly rows: readonly SummaryRow[] }[];
}

/**
 * Sensitivity and specificity of every method on the main sets, at the threshold with the largest sum of the two on
 * validation data, fitted seed by seed.
 */
export function thresholdsOf(context: Context): AtThreshold[] {
  const { methods, summary, input } = context;
  return methods.flatMap(({ name }) => {
    const of = (set: string) => blocksOf(input.predictions ?? [], summary, name, set);
    const fitted = new Map(
      of(VALIDATION).flatMap(({ seed, y, values }) =>
        new Set(y).size < 2 ? [] : [[seed, fitThreshold({ y: y as Int32Array, values }, youden)] as const],
      ),
    );
    const sets = mainSets(context).map((set) => ({
      set,
      rows: meanRows(
        of(set).flatMap((block) => {
          const own = fitted.get(block.seed);
          if (fitted.size > 0 && !own) return [];
          const measures = own
            ? [atThreshold(sensitivity, own), atThreshold(specificity, own)]
            : [sensitivity, specificity];
          return [measured(block, set, measures, context)];
        }),
      ),
    }));
    const threshold = fitted.size > 0 ? mean([...fitted.values()].map((one) => one.threshold)) : undefined;
    return sets.some(({ rows }) => rows.length > 0) ? [{ method: name, threshold, sets }] : [];
  });
}

function measured(
  { y, values, patients, seed }: Block,
  set: string,
  measures: readonly Measure[],
  { summary, input }: Context,
): MeasureRow[] {
  const { bootstrap, level } = record(record(input.config).evaluation);
  return evaluateMeasures(
    { set, y, values, labels: strataOf(summary.task.y).labels },
    {
      measures,
      patients,
      random: new Random(seed),
      replicates: Math.min(REPLICATES, typeof bootstrap === 'number' ? bootstrap : REPLICATES),
      ...(typeof level === 'number' && { level }),
    },
  );
}

/** Sensitivity and specificity as a table. */
export function threshold(context: Context): Markup {
  const { classes, labels } = strataOf(context.summary.task.y);
  if (classes !== 2) return html``;
  const found = thresholdsOf(context);
  if (found.length === 0) return html``;
  const fitted = found.some((one) => one.threshold !== undefined);
  const sets = mainSets(context);
  const rows = found.map(
    ({ method, threshold, sets: own }) =>
      html`<tr><th scope="row">${method}</th>${fitted && html`<td>${percentage(threshold)}</td>`}${own.flatMap(
        ({ rows }) =>
          ['sensitivity', 'specificity'].map(
            (name) =>
              html`<td>${cell(
                rows.find(({ measure }) => measure.startsWith(name)),
                SHARE,
              )}</td>`,
          ),
      )}</tr>`,
  );
  return html`<h3>Sensitivity and specificity</h3>
<p>${
    fitted
      ? html`An image is called ${labels[1]} from a probability on at which sensitivity + specificity was largest on validation data (Youden), fitted for each method${context.seeds > 1 && ' and seed'}. No test image was looked at for it.`
      : html`This run has no validation data, so no threshold could be fitted: the more probable class is called.`
  } Sensitivity is the share of ${labels[1]} that is called so, specificity that of ${labels[0]}.</p>
${wideTable(
  '',
  'numbers dependence',
  html`<thead><tr><th scope="col" rowspan="2">Method</th>${fitted && html`<th scope="col" rowspan="2">Threshold, %</th>`}${sets.map((set) => html`<th scope="colgroup" colspan="2">${capital(shiftName(set))}, %</th>`)}</tr>
<tr>${sets.map(() => html`<th scope="col">sensitivity</th><th scope="col">specificity</th>`)}</tr></thead><tbody>${rows}</tbody>`,
)}`;
}
