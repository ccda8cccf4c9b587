import { dotChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { inline } from '../svg/chart.ts';
import { type Context, capital, roleOf, shiftName, shiftOf } from './context.ts';
import { figure } from './figure.ts';

/** Accuracy by shift and method, a panel for each shift on one common axis. */
export function shifts(context: Context): Markup {
  const { methods, summary, groupShift } = context;
  const chance = { value: 1 / summary.task.y.classes, label: 'guessing' };
  const panels = context.shifts.map((shift) =>
    dotChart({
      title: `${capital(shiftName(shift))} test`,
      unit: 'fraction',
      domain: [0, 1],
      reference: chance,
      axis: 'accuracy, %',
      rows: methods.map((method) => {
        const result = shiftOf(method, shift);
        const [low, high] = result?.intervals?.accuracy ?? [];
        return {
          label: method.name,
          role: roleOf(method),
          dots: [{ value: result?.accuracy, low, high, hollow: method.part === 'oracle' }],
        };
      }),
    }),
  );
  panels.push(
    dotChart({
      title: `Worst group, ${shiftName(groupShift ?? '')} test`,
      unit: 'fraction',
      domain: [0, 1],
      reference: chance,
      axis: 'accuracy, %',
      rows: methods.map((method) => {
        const result = shiftOf(method, groupShift);
        const [low, high] = result?.intervals?.worstGroupAccuracy ?? [];
        return {
          label: method.name,
          role: roleOf(method),
          dots: [{ value: result?.worstGroupAccuracy, low, high, hollow: method.part === 'oracle' }],
        };
      }),
    }),
  );
  return html`<section id="shifts">
<h2>Accuracy by test set</h2>
<p>${explain(context)}</p>
${figure(
  html`<div class="panels">${panels.map(inline)}</div>`,
  html`Dots are accuracies, lines their ${context.level} intervals. A ring marks a method that was trained on other (balanced) data and is no competitor.`,
)}
</section>`;
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
