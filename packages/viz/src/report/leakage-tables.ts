import type { Factor } from '@mimmx/core';
import { html, type Insert, type Markup } from '../html.ts';
import { fixed, interval, known, percentage } from '../numbers.ts';
import type { Contender, Context } from './context.ts';
import { FEATURES, wideTable } from './figure.ts';
import type { Quantity } from './quantity.ts';
import { rowOf } from './rows.ts';
import { shapeOf } from './shape.ts';
import { cell } from './small-print.ts';

const PROBES = ['linear', 'knn', 'mlp', 'trees', 'rbf'] as const;
const probeNames: Readonly<Record<(typeof PROBES)[number], string>> = {
  linear: 'Linear',
  knn: 'Neighbours',
  mlp: 'Network',
  trees: 'Trees',
  rbf: 'RBF machine',
};

const READ: Quantity = { measure: 'leakage', label: 'Leakage', better: 'lower', kind: 'fraction' };

const title = (factor: Factor): string =>
  `${factor.name}: ${factor.kind === 'continuous' ? 'variance explained (R²)' : 'balanced accuracy'} of probes on f_y, %`;

/** The best probe of one confounder beside the level of no leakage, what is read given y, and nats. */
export function leakageTable({ methods }: Context, factor: Factor): Markup {
  const of = (method: Contender, measure: string, probe: string) =>
    rowOf(method, { measure, factor: factor.name, probe });
  const shuffled = (method: Contender, measure: string): Insert => {
    const row = of(method, measure, 'permutation');
    return known(row?.low) && known(row.high) && html`<span>shuffled ${interval([row.low, row.high])}</span>`;
  };
  const rows = methods.map(
    (method) =>
      html`<tr class="${method.part}"><th scope="row">${method.name}</th><td class="shape">${shapeOf(method) ?? '–'}</td>${[
        'leakage',
        'conditional leakage',
      ].map(
        (measure) => html`<td>${cell(of(method, measure, 'best'), READ, shuffled(method, measure))}</td>`,
      )}<td>${nats(of(method, 'leakage in nats', 'best'))}</td></tr>`,
  );
  return wideTable(
    title(factor),
    'numbers',
    html`<thead><tr><th scope="col">Method</th><th scope="col">${FEATURES}</th><th scope="col">Best probe</th><th scope="col">Given y</th><th scope="col">Nats, at least</th></tr></thead><tbody>${rows}</tbody>`,
  );
}

function nats(row: ReturnType<typeof rowOf>): Insert {
  if (!row) return '–';
  if (!known(row.value)) return row.note ? html`<small class="why">${row.note}</small>` : '–';
  const ends = known(row.low) && known(row.high) && `${fixed(row.low, 3)} to ${fixed(row.high, 3)}`;
  return html`<b>${fixed(row.value, 3)}</b>${ends && html` <small><span>${ends}</span></small>`}${row.note && html` <small class="why">${row.note}</small>`}`;
}

/** All five probes of every confounder, and the switched head; folded away. */
export function probeTables({ methods }: Context, factors: readonly Factor[]): Markup {
  const switched = methods.some(({ result }) =>
    result.rows.some(({ measure }) => measure === 'switched head'),
  );
  const tables = factors.map((factor) => {
    const of = (method: Contender, measure: string, probe?: string) =>
      rowOf(method, { measure, factor: factor.name, ...(probe && { probe }) });
    const rows = methods.map(
      (method) =>
        html`<tr class="${method.part}"><th scope="row">${method.name}</th>${PROBES.map(
          (probe) => html`<td>${cell(of(method, 'leakage', probe), READ)}</td>`,
        )}<td>${percentage(of(method, 'leakage', 'chance')?.value)}</td>${switched && html`<td>${cell(of(method, 'switched head'), READ)}</td>`}</tr>`,
    );
    return wideTable(
      title(factor),
      'numbers',
      html`<thead><tr><th scope="col">Method</th>${PROBES.map((probe) => html`<th scope="col">${probeNames[probe]}</th>`)}<th scope="col">Guessing</th>${switched && html`<th scope="col">Switched head</th>`}</tr></thead><tbody>${rows}</tbody>`,
    );
  });
  return html`<details><summary>Each of the five probes${switched && ', and the switched head'}</summary>${
    switched &&
    html`<p>The older <b>switched-head test</b> feeds ${FEATURES} to the head that was trained on another slice. That head never saw ${FEATURES}: with axes turned or signs flipped it fails although everything is still there, so a low value proves nothing.</p>`
  }${tables}</details>`;
}
