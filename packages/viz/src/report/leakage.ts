import type { Factor } from '@mimmx/core';
import { dotChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { known } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Context, roleOf } from './context.ts';
import { FEATURES, figure, shapeKey } from './figure.ts';
import { leakageTable, probeTables } from './leakage-tables.ts';
import { rowOf } from './rows.ts';
import { common, unlike } from './shape.ts';
import { alike, tradeOff } from './trade-off.ts';
import { list } from './words.ts';

/** What can still be read of each confounder from f_y: picture, numbers, and accuracy against leakage. */
export function leakage(context: Context): Markup {
  const { summary, methods } = context;
  const measured = summary.task.z.filter((factor) =>
    methods.some((method) => rowOf(method, { measure: 'leakage', factor: factor.name, probe: 'best' })),
  );
  if (measured.length === 0) return html``;
  const overview = tradeOff(context);
  const charts = [...measured.map((factor) => panel(context, factor)), ...(overview ? [overview] : [])];
  const left = methods.filter((method) => !alike(context).includes(method));
  const tables = measured.map((factor) => leakageTable(context, factor));
  return html`<section id="leakage">
<h2>What is left in the features</h2>
<p>After training the encoder is frozen, and five new readers (<b>fresh probes</b>: linear, nearest neighbours, a small neural network, boosted trees, an RBF machine) learn to tell each confounder from ${FEATURES}, then are judged on patients they have not seen. The number is that of the probe which other held-out patients chose, so that it is not the luckiest of five. Beside it stands what the same answers give when the confounder is <b>shuffled</b> among the patients: a value inside that range is not shown to be more than guessing, which is no proof that nothing is left.</p>
<p>${unlike(context) || common(context)}</p>
${figure(
  html`<div class="legend">${shapeKey('best probe', 'circle', 'ink')}${shapeKey('confounder shuffled', 'plus', 'muted')}</div>
<div class="panels">${charts.map((chart) => inline(chart, 400))}</div>`,
  html`Further left is better; the dashed line is guessing, lines are ${context.level} intervals.${overview && ' In the last picture each method stands at its most readable confounder: the aim is the upper left corner, right answers and nothing left to read.'}${left.length > 0 && html` Beside each method stands how wide its ${FEATURES} is; only equal ones compare.${overview && html` The last picture leaves out ${list(left.map(({ name }) => html`${name}`))}, whose ${FEATURES} is of another shape.`}`}`,
)}
${measured.length > 3 ? html`<details><summary>The numbers for each confounder</summary>${tables}</details>` : tables}
<p class="reading"><b>Given y</b> is what the probes read within the classes of ${summary.task.y.name}, so that what ${FEATURES} knows of the answer does not count. <b>Nats</b> are a lower bound of what ${FEATURES} says of the confounder beyond ${summary.task.y.name}: 0 means that these probes found nothing, and a negative value that they were surer than they should have been.</p>
${probeTables(context, measured)}
</section>`;
}

function panel({ methods }: Context, factor: Factor) {
  const unlikeWidths = new Set(methods.map(({ result }) => result.settings?.primaryWidth)).size > 1;
  const number = factor.kind === 'continuous';
  const of = (probe: string) =>
    methods.map((method) => rowOf(method, { measure: 'leakage', factor: factor.name, probe }));
  const [best, shuffled] = [of('best'), of('permutation')];
  const chance =
    of('chance')
      .map((row) => row?.value)
      .find(known) ?? (number ? 0 : 1 / factor.classes);
  const ends = [...best, ...shuffled].flatMap((row) => [row?.value, row?.low]).filter(known);
  return dotChart({
    title: factor.name,
    unit: 'fraction',
    domain: [Math.min(chance - 0.1, ...ends), 1],
    reference: { value: chance, label: 'guessing' },
    axis: number ? 'variance explained, %' : 'balanced accuracy of the probe, %',
    values: true,
    rows: methods.map((method, i) => {
      const { primaryWidth } = method.result.settings ?? {};
      const dot = ({ value, low, high }: Partial<NonNullable<(typeof best)[number]>> = {}) => ({
        value,
        low,
        high,
      });
      return {
        label:
          unlikeWidths && typeof primaryWidth === 'number' ? `${method.name} · ${primaryWidth}` : method.name,
        role: roleOf(method),
        dots: [
          { name: 'best probe', ...dot(best[i]), hollow: method.part === 'oracle' },
          ...(known(shuffled[i]?.value)
            ? [{ name: 'shuffled', ...dot(shuffled[i]), shape: 'plus' as const, role: 'muted' as const }]
            : []),
        ],
      };
    }),
  });
}
