import { type DotRow, dotChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { known } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Contender, type Context, capital, roleOf, shiftName } from './context.ts';
import type { Shift } from './meaning.ts';
import { heading, type Quantity } from './quantity.ts';
import { rowOf } from './rows.ts';

interface Panel {
  readonly title: string;
  readonly set: string | undefined;
  readonly quantity: Quantity;
}

/** The main measure by shift and method, and the worst group: a panel each, on one common axis. */
export function shifts(context: Context): Markup {
  const { groupShift, level, headline } = context;
  const { main, worst } = headline;
  const panels: Panel[] = [
    ...context.shifts.map((shift) => ({
      title: `${capital(shiftName(shift))} test`,
      set: shift,
      quantity: main,
    })),
    { title: `Worst group of the ${shiftName(groupShift ?? '')} test`, set: groupShift, quantity: worst },
  ];
  const charts = panels.map(({ title, set, quantity }) =>
    dotChart({
      title,
      unit: quantity.kind,
      domain: domainOf(context, panels),
      ...(main.guess !== undefined && { reference: { value: main.guess, label: 'guessing' } }),
      axis: heading(main).toLowerCase(),
      rows: context.methods.map((method) => dotsOf(method, set, quantity)),
    }),
  );
  const dots = main.kind === 'fraction' ? 'accuracies' : 'mean absolute errors';
  return html`<section id="shifts">
<h2>${main.label} by test set</h2>
<p>${explain(context)}</p>
<figure class="panels">${charts.map((chart) => inline(chart, 400))}
<figcaption>Dots are ${dots}, lines their ${level} intervals.${main.better === 'lower' && ' Further left is better.'}${context.methods.some(({ part }) => part === 'oracle') && ' A ring marks a method that was trained on other, balanced data: it shows what is possible and is no competitor.'} Two methods may differ though their intervals meet: the short answer compares them on the same patients.</figcaption></figure>
</section>`;
}

/** One axis for all panels: up to 1 for fractions, from 0 for errors. */
function domainOf({ methods, headline }: Context, panels: readonly Panel[]): [number, number] {
  const ends = panels
    .flatMap(({ set, quantity }) =>
      methods.map((method) => rowOf(method, { set, measure: quantity.measure })),
    )
    .flatMap((row) => [row?.value, row?.low, row?.high])
    .filter(known);
  if (headline.main.kind === 'number') return [0, Math.max(...ends, 1e-9) * 1.05];
  const low = Math.floor(Math.min((headline.main.guess ?? 1) - 0.05, ...ends) * 10) / 10;
  return [Math.max(0, low), 1];
}

function dotsOf(method: Contender, set: string | undefined, quantity: Quantity): DotRow {
  const { value, low, high } = rowOf(method, { set, measure: quantity.measure }) ?? {};
  return {
    label: method.name,
    role: roleOf(method),
    dots: [{ value, low, high, hollow: method.part === 'oracle' }],
  };
}

function explain({ shifts: names, meaning, summary }: Context): Markup {
  const z = summary.task.z.map((factor) => factor.name).join(', ');
  const [go, they] = summary.task.z.length === 1 ? ['goes', 'it goes'] : ['go', 'they go'];
  const y = summary.task.y.name;
  const meanings: Readonly<Record<Shift, string>> = {
    trained: `${z} ${go} with ${y} as in training, so a shortcut helps. `,
    inverted: `${they} the other way, so a shortcut misleads. `,
    balanced: 'every group is equally frequent, so a shortcut is worth nothing. ',
    natural: 'as the data came. ',
    other: '',
  };
  const said = names.map((name) => {
    const text = meanings[meaning(name)];
    return text && html`<b>${capital(shiftName(name))}:</b> ${text}`;
  });
  return html`${said}A method that has learned ${y} itself does about equally well on all of them.`;
}
