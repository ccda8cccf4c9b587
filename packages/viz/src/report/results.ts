import { html, type Insert, type Markup } from '../html.ts';
import { interval, type Maybe, percentage } from '../numbers.ts';
import {
  bestProbe,
  type Contender,
  type Context,
  capital,
  mostReadable,
  probeNames,
  shiftName,
  shiftOf,
} from './context.ts';
import { FEATURES, wideTable } from './figure.ts';
import { small } from './small-print.ts';

/** One row per method: accuracy on each shift, worst group, best probe for each confounder. */
export function results(context: Context): Markup {
  const { methods, shifts, groupShift, summary } = context;
  const many = summary.task.z.length > 3;
  const probeHeads = many
    ? ['Most readable z']
    : summary.task.z.map((factor) => `Best probe: ${factor.name}`);
  const heads = [
    ...shifts.map((shift) => `${capital(shiftName(shift))}`),
    `Worst group, ${shiftName(groupShift ?? '')}`,
    ...probeHeads,
  ];
  const rows = methods.map((method) => {
    const cells = [
      ...shifts.map((shift) => measured(method, shift, 'accuracy')),
      measured(method, groupShift, 'worstGroupAccuracy'),
      ...(many ? [readable(context, method)] : summary.task.z.map((factor) => reading(method, factor.name))),
    ];
    return html`<tr role="row" class="${method.part}"><th role="rowheader" scope="row">${method.name}${note(method)}</th>${cells.map(
      (cell, i) => html`<td role="cell" data-label="${heads[i]}">${cell}</td>`,
    )}</tr>`;
  });
  return html`<section id="results">
<h2>Results</h2>
<p>Accuracy for ${summary.task.y.name} on each test set, accuracy in the worst group, and what the best of three fresh probes still reads of each confounder from ${FEATURES} (lower is better there). In percent; small print: ${context.level} interval${context.seeds > 1 && ', and ± standard deviation over seeds'}.</p>
<table role="table" class="results">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Method</th>${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows}</tbody></table>
${measures(context)}
</section>`;
}

/** A number, its interval and its spread over seeds. */
function measured(method: Contender, shift: string | undefined, measure: Measure): Insert {
  const result = shiftOf(method, shift);
  const value: Maybe = result?.[measure];
  return html`<b>${percentage(value)}</b>${small(result?.intervals?.[measure], result?.sd?.[measure])}`;
}

function reading(method: Contender, z: string): Insert {
  const probe = bestProbe(method, z);
  if (!probe) return '–';
  return html`<b>${percentage(probe.value)}</b> <small><span>${interval(probe.interval)}</span> <span>${probeNames[probe.probe]}</span></small>`;
}

function readable({ summary }: Context, method: Contender): Insert {
  const most = mostReadable(summary, method);
  if (!most) return '–';
  return html`<b>${percentage(most.value)}</b> <small><span>${interval(most.interval)}</span> <span>${most.z}, ${probeNames[most.probe]}</span></small>`;
}

const note = ({ name, result, part }: Contender): Insert => {
  const said = [
    part === 'oracle' && 'trained on balanced data',
    result.plugin !== name && result.plugin,
  ].filter((text) => text);
  return said.length > 0 && html` <small>${said.join(', ')}</small>`;
};

const MEASURES = [
  ['accuracy', 'Accuracy'],
  ['balancedAccuracy', 'Balanced accuracy'],
  ['auroc', 'AUROC'],
  ['worstGroupAccuracy', 'Worst group'],
] as const;
type Measure = (typeof MEASURES)[number][0];

/** All four measures on all shifts, for who needs them. */
function measures({ methods, shifts }: Context): Markup {
  const rows = shifts.flatMap((shift) =>
    methods.map(
      (method, i) =>
        html`<tr>${i === 0 && html`<th scope="rowgroup" rowspan="${methods.length}">${capital(shiftName(shift))}</th>`}<th scope="row">${method.name}</th>${MEASURES.map(
          ([measure]) => html`<td>${measured(method, shift, measure)}</td>`,
        )}</tr>`,
    ),
  );
  const heads = ['Test set', 'Method', ...MEASURES.map(([, head]) => `${head}, %`)];
  const table = html`<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody>`;
  return html`<details><summary>Balanced accuracy, AUROC and worst group on every test set</summary>${wideTable('', 'numbers', table)}</details>`;
}
