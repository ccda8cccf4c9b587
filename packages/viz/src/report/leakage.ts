import { dotChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { known, type Maybe, percentage } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Context, PROBES, probeNames, roleOf } from './context.ts';
import { FEATURES, figure, shapeKey, wideTable } from './figure.ts';
import { small } from './small-print.ts';
import { tradeOff } from './trade-off.ts';

const SHAPE = { linear: 'circle', knn: 'square', mlp: 'triangle' } as const;

/** What can still be read of each confounder from f_y: picture, numbers, and accuracy against leakage. */
export function leakage(context: Context): Markup {
  const { summary, methods } = context;
  const measured = summary.task.z.filter(({ name }) => methods.some((method) => method.result.leakage[name]));
  if (measured.length === 0) return html``;
  const switched = methods.some(({ result }) =>
    Object.values(result.leakage).some((entry) => known(entry.switchedHead)),
  );
  const overview = tradeOff(context);
  const charts = [
    ...measured.map((factor) => panel(context, factor.name, factor.kind === 'continuous')),
    ...(overview ? [overview] : []),
  ];
  const tables = html`<div class="panels wide">${measured.map((factor) => table(context, factor.name, factor.kind === 'continuous', switched))}</div>`;
  return html`<section id="leakage">
<h2>What is left in the features</h2>
<p>After training the encoder is frozen, and three new readers (<b>fresh probes</b>) are trained to tell each confounder from ${FEATURES} on balanced data, then judged on images they have not seen: a linear one, k nearest neighbours, and a small neural network. If all three do no better than guessing, the information is gone as far as these readers can tell.${
    switched &&
    html` The older <b>switched-head test</b> instead feeds ${FEATURES} to the head that was trained on another slice. That head never saw ${FEATURES}: with axes turned or signs flipped it fails although everything is still there, so a low value proves nothing, and fresh probes are needed.`
  }</p>
${figure(
  html`<div class="legend">${PROBES.map((probe) => shapeKey(`${probeNames[probe]} probe`, SHAPE[probe], 'ink'))}${switched && shapeKey('switched head', 'cross', 'ink')}</div>
<div class="panels">${charts.map((chart) => inline(chart, 400))}</div>`,
  html`Further left is better; the dashed line is guessing, lines are ${context.level} intervals.${overview && ' In the last picture each method stands at its most readable confounder: the aim is the upper left corner, right answers and nothing left to read.'}`,
)}
${measured.length > 3 ? html`<details><summary>The numbers for each confounder</summary>${tables}</details>` : tables}
</section>`;
}

function panel({ methods }: Context, z: string, continuous: boolean) {
  const chance = methods.map(({ result }) => result.leakage[z]?.chance).find(known) ?? (continuous ? 0 : 0.5);
  return dotChart({
    title: z,
    unit: 'fraction',
    domain: [
      Math.min(
        continuous ? 0 : chance - 0.1,
        ...methods.map(({ result }) => result.leakage[z]?.switchedHead).filter(known),
      ),
      1,
    ],
    reference: { value: chance, label: 'guessing' },
    axis: continuous ? 'variance explained, %' : 'balanced accuracy of the probe, %',
    values: false,
    rows: methods.map((method) => {
      const entry = method.result.leakage[z];
      const dots = PROBES.map((probe) => {
        const [low, high] = entry?.intervals?.[probe] ?? [];
        return { name: `${probeNames[probe]} probe`, value: entry?.[probe], low, high, shape: SHAPE[probe] };
      });
      const head: Maybe = entry?.switchedHead;
      return {
        label: method.name,
        role: roleOf(method),
        dots: known(head) ? [...dots, { name: 'switched head', value: head, shape: 'cross' as const }] : dots,
      };
    }),
  });
}

function table({ methods }: Context, z: string, continuous: boolean, switched: boolean): Markup {
  const rows = methods.map(({ name, part, result }) => {
    const entry = result.leakage[z];
    return html`<tr class="${part}"><th scope="row">${name}</th>${PROBES.map(
      (probe) =>
        html`<td><b>${percentage(entry?.[probe])}</b>${small(entry?.intervals?.[probe], entry?.sd?.[probe])}</td>`,
    )}<td>${percentage(entry?.chance)}</td>${switched && html`<td>${percentage(entry?.switchedHead)}</td>`}</tr>`;
  });
  return wideTable(
    `${z}: ${continuous ? 'variance explained (R²)' : 'balanced accuracy'} of probes on f_y, %`,
    'numbers',
    html`<thead><tr><th scope="col">Method</th>${PROBES.map((probe) => html`<th scope="col">${probeNames[probe]}</th>`)}<th scope="col">Guessing</th>${switched && html`<th scope="col">Switched head</th>`}</tr></thead><tbody>${rows}</tbody>`,
  );
}
