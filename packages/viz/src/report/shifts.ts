import { strataOf } from '@mimmx/core/contracts';
import { type DotRow, dotChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { known, type Maybe } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Contender, type Context, capital, roleOf, shiftName, shiftOf } from './context.ts';

type Measure = 'accuracy' | 'worstGroupAccuracy';

/** Accuracy by shift and method, and the worst group: a panel each, on one common axis. */
export function shifts(context: Context): Markup {
  const { groupShift, level } = context;
  const panels = [
    ...context.shifts.map((shift) => ({
      title: `${capital(shiftName(shift))} test`,
      shift,
      measure: 'accuracy' as const,
    })),
    {
      title: `Worst group of the ${shiftName(groupShift ?? '')} test`,
      shift: groupShift,
      measure: 'worstGroupAccuracy' as const,
    },
  ];
  const chance = 1 / strataOf(context.summary.task.y).classes;
  const ends = panels.flatMap(({ shift, measure }) =>
    context.methods.map((m) => endsOf(m, shift, measure)[0]),
  );
  const low = Math.floor(Math.min(chance - 0.05, ...ends.filter(known)) * 10) / 10;
  const charts = panels.map(({ title, shift, measure }) =>
    dotChart({
      title,
      unit: 'fraction',
      domain: [Math.max(0, low), 1],
      reference: { value: chance, label: 'guessing' },
      axis: 'accuracy, %',
      rows: context.methods.map((method) => rowOf(method, shift, measure)),
    }),
  );
  return html`<section id="shifts">
<h2>Accuracy by test set</h2>
<p>${explain(context)}</p>
<figure class="panels">${charts.map((chart) => inline(chart, 400))}
<figcaption>Dots are accuracies, lines their ${level} intervals.${context.methods.some(({ part }) => part === 'oracle') && ' A ring marks a method that was trained on other, balanced data: it shows what is possible and is no competitor.'}</figcaption></figure>
</section>`;
}

const endsOf = (method: Contender, shift: string | undefined, measure: Measure): readonly Maybe[] =>
  shiftOf(method, shift)?.intervals?.[measure] ?? [shiftOf(method, shift)?.[measure]];

function rowOf(method: Contender, shift: string | undefined, measure: Measure): DotRow {
  const [low, high] = endsOf(method, shift, measure);
  const value = shiftOf(method, shift)?.[measure];
  return {
    label: method.name,
    role: roleOf(method),
    dots: [{ value, low, high, hollow: method.part === 'oracle' }],
  };
}

function explain({ shifts: names, summary }: Context): Markup {
  const z = summary.task.z.map((factor) => factor.name).join(', ');
  const meaning: Readonly<Record<string, Markup>> = {
    inDistribution: html`<b>In-distribution:</b> ${z} go with ${summary.task.y.name} as in training, so a shortcut helps. `,
    inverted: html`<b>Inverted:</b> they go the other way, so a shortcut misleads. `,
    balanced: html`<b>Balanced:</b> every group is equally frequent, so a shortcut is worth nothing. `,
    natural: html`<b>Natural:</b> as the data came. `,
  };
  return html`${names.map((name) => meaning[name])}A method that has learned ${summary.task.y.name} itself does about equally well on all of them.`;
}
