import { dotChart, frontierChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { interval, known, type Maybe, percentage } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { bestProbe, type Context, PROBES, probeNames, roleOf, shiftName, shiftOf } from './context.ts';
import { figure, shapeKey } from './figure.ts';

const SHAPE = { linear: 'circle', knn: 'square', mlp: 'triangle' } as const;

/** What can still be read of each confounder from f_y: picture, numbers, and accuracy against leakage. */
export function leakage(context: Context): Markup {
  const { summary, methods } = context;
  const measured = summary.task.z.filter(({ name }) => methods.some((method) => method.result.leakage[name]));
  if (measured.length === 0) return html``;
  const switched = methods.some(({ result }) =>
    Object.values(result.leakage).some((entry) => known(entry.switchedHead)),
  );
  return html`<section id="leakage">
<h2>What is left in the features</h2>
<p>After training the encoder is frozen, and three new readers (<b>fresh probes</b>) are trained to tell each confounder from f_y on balanced data, then judged on images they have not seen: a linear one, k nearest neighbours, and a small neural network. If all three do no better than guessing, the information is gone as far as these readers can tell.${
    switched &&
    html` The older <b>switched-head test</b> instead feeds f_y to the head that was trained on another slice. That head never saw f_y: with axes turned or signs flipped it fails although everything is still there, so a low value proves nothing, and fresh probes are needed.`
  }</p>
${figure(
  html`<div class="panels">${measured.map((factor) => inline(panel(context, factor.name, factor.kind === 'continuous')))}</div>`,
  html`${PROBES.map((probe) => shapeKey(`${probeNames[probe]} probe`, SHAPE[probe], 'ink'))} ${switched && shapeKey('switched head', 'cross', 'muted')} Further left is better. Lines are ${context.level} intervals; the dashed line is guessing.`,
)}
${measured.map((factor) => table(context, factor.name, factor.kind === 'continuous', switched))}
${tradeOff(context)}
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
        html`<td><b>${percentage(entry?.[probe])}</b> <small>${interval(entry?.intervals?.[probe])}</small></td>`,
    )}<td>${percentage(entry?.chance)}</td>${switched && html`<td>${percentage(entry?.switchedHead)}</td>`}</tr>`;
  });
  return html`<div class="scroll"><table class="numbers"><caption>${z}: ${continuous ? 'variance explained (R²)' : 'balanced accuracy'} of probes on f_y, %</caption>
<thead><tr><th scope="col">Method</th>${PROBES.map((probe) => html`<th scope="col">${probeNames[probe]}</th>`)}<th scope="col">Guessing</th>${switched && html`<th scope="col">Switched head</th>`}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function tradeOff({ methods, summary, hardShift, level }: Context): Markup {
  const categorical = summary.task.z.filter((factor) => factor.kind === 'categorical');
  const points = methods.flatMap((method) => {
    const worst = categorical
      .flatMap(({ name }) => bestProbe(method, name) ?? [])
      .sort((a, b) => b.value - a.value)[0];
    const shift = shiftOf(method, hardShift);
    if (!worst || !shift) return [];
    return [
      {
        name: method.name,
        accuracy: shift.accuracy,
        accuracyInterval: shift.intervals?.accuracy,
        leakage: worst.value,
        ...(worst.interval && { leakageInterval: worst.interval }),
        role: method.part === 'focus' ? ('accent' as const) : ('ink' as const),
        hollow: method.part === 'oracle',
        chance: worst.chance,
      },
    ];
  });
  if (points.length < 2) return html``;
  const chart = frontierChart({
    title: 'Right answers without the confounder in the features',
    shift: `the ${shiftName(hardShift ?? '')} test`,
    chance: Math.max(...points.map((point) => point.chance)),
    points,
  });
  return html`<h3>Accuracy against leakage</h3>
${figure(
  inline(chart),
  html`For each method its most readable confounder. The aim is the upper left corner. Thin lines are ${level} intervals; the stepped line joins the methods that no competitor beats in both.`,
)}`;
}
