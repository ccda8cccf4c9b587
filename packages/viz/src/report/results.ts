import { html, type Insert, type Markup } from '../html.ts';
import { interval, percentage } from '../numbers.ts';
import { type Contender, type Context, capital, shiftName } from './context.ts';
import { FEATURES, wideTable } from './figure.ts';
import { heading, type Quantity } from './quantity.ts';
import { mostReadable, type Reading, readingOf } from './reading.ts';
import { rowOf } from './rows.ts';
import { selection } from './selection.ts';
import { common, shapeOf } from './shape.ts';
import { cell } from './small-print.ts';

/** One row per method: the main measure on each shift, worst group, best probe for each confounder. */
export function results(context: Context): Markup {
  const { methods, shifts, groupShift, summary, headline } = context;
  const many = summary.task.z.length > 3;
  const unit =
    headline.main.kind === 'number' ? ` (${headline.main.unit ?? 'units of y'}, lower is better)` : '';
  const heads = [
    ...shifts.map((shift) => capital(shiftName(shift))),
    `Worst group, ${shiftName(groupShift ?? '')}`,
    ...(many ? ['Most readable z'] : summary.task.z.map((factor) => `Best probe: ${factor.name}`)),
  ];
  const measured = (method: Contender, set: string | undefined, quantity: Quantity) =>
    cell(rowOf(method, { set, measure: quantity.measure }), quantity);
  const rows = methods.map((method) => {
    const cells = [
      ...shifts.map((shift) => measured(method, shift, headline.main)),
      measured(method, groupShift, headline.worst),
      ...(many
        ? [read(mostReadable(context, method), true)]
        : summary.task.z.map((factor) => read(readingOf(method, factor), false))),
    ];
    return html`<tr role="row" class="${method.part}"><th role="rowheader" scope="row">${method.name}${note(method)}</th>${cells.map(
      (content, i) => html`<td role="cell" data-label="${heads[i]}">${content}</td>`,
    )}</tr>`;
  });
  return html`<section id="results">
<h2>Results</h2>
<p>${headline.main.label} for ${summary.task.y.name} on each test set and in the worst group${unit}, and what the best of five fresh probes still reads of each confounder from ${FEATURES} (in percent, lower is better). Small print: ${context.level} interval${context.seeds > 1 && ', and ± standard deviation over seeds'}. ${common(context)}</p>
<p>${selection(context)}</p>
<table role="table" class="results">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Method</th>${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows}</tbody></table>
${measures(context)}
</section>`;
}

function read(reading: Reading | null | undefined, named: boolean): Insert {
  if (!reading) return '–';
  const { factor, value, low, high } = reading;
  return html`<b>${percentage(value)}</b> <small><span>${interval([low, high])}</span>${named && html` <span>${factor.name}</span>`}</small>`;
}

const PARTS = {
  oracle: 'trained on balanced data',
  twin: 'without the MI term',
  focus: '',
  rival: '',
} as const;

const note = (method: Contender): Insert => {
  const { name, result, part } = method;
  const shape = shapeOf(method);
  const said = [PARTS[part], part !== 'twin' && result.plugin !== name && result.plugin].filter(
    (text) => text,
  );
  return html`${said.length > 0 && html` <small>${said.join(', ')}</small>`}${shape && html` <small>${FEATURES}: ${shape}</small>`}`;
};

/** The other measures on all shifts, for who needs them. */
function measures({ methods, shifts, headline }: Context): Markup {
  const shown = headline.more.filter(({ measure }) =>
    methods.some((method) => rowOf(method, { measure }) !== undefined),
  );
  const rows = shifts.flatMap((shift) =>
    methods.map(
      (method, i) =>
        html`<tr>${i === 0 && html`<th scope="rowgroup" rowspan="${methods.length}">${capital(shiftName(shift))}</th>`}<th scope="row">${method.name}</th>${shown.map(
          (quantity) =>
            html`<td>${cell(rowOf(method, { set: shift, measure: quantity.measure }), quantity)}</td>`,
        )}</tr>`,
    ),
  );
  const heads = ['Test set', 'Method', ...shown.map(heading)];
  const table = html`<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody>`;
  const names = shown
    .slice(1)
    .map(({ label }, i) => (i === 0 || /^(?:[A-Z][^a-z]|Brier)/.test(label) ? label : label.toLowerCase()));
  return html`<details><summary>${names.join(', ')} on every test set</summary>${wideTable('', 'numbers', table)}</details>`;
}
