import { makesCells } from '@mimmx/core/contracts';
import { tileChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { count, known } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Context, factorsOf, theTest } from './context.ts';
import { figure, wideTable } from './figure.ts';
import { type Group, groupsOf, lowest } from './group-rows.ts';
import { bare, type Quantity } from './quantity.ts';

/** Rows of a block, and groups up to which every group has its row. */
const BLOCK = 16;
const ALL_ROWS = 32;

/** The main measure in every group under every method: where a method fails, and whether those are the rare groups. */
export function groups(context: Context): Markup {
  const { headline, summary } = context;
  const all = groupsOf(context);
  if (all.length === 0) return html``;
  const many = all.length > ALL_ROWS;
  const shown = many
    ? [...all].sort((a, b) => lowest(a, headline.group) - lowest(b, headline.group)).slice(0, ALL_ROWS)
    : all;
  const blocks = Array.from({ length: Math.ceil(shown.length / BLOCK) }, (_, i) =>
    shown.slice(i * BLOCK, (i + 1) * BLOCK),
  );
  const fraction = headline.group.kind === 'fraction';
  const several = all.some((group) => group.cells.some((cell) => known(cell?.sd)));
  return html`<section id="groups">
<h2>${headline.group.label} in each group</h2>
<p>${many ? html`The ${ALL_ROWS} groups of ${all.length} in which some method does worst` : 'Every combination of labels'}, on ${theTest(context.groupShift)}${many ? '' : ', the rarest in training last'}. A method that leans on a confounder fails in the groups that training showed least.${
    many &&
    html` Labels stand in the order ${factorsOf(summary)
      .map((factor) => factor.name)
      .join(', ')}.`
  }</p>
${figure(
  html`<div class="blocks${many && ' narrow'}">${blocks.map((block) => table(block, all, context))}</div>${many && fraction && tiles(all, context)}`,
  html`${fraction ? 'Accuracy in percent' : html`Mean absolute error${headline.group.unit && html` in ${headline.group.unit}`}`}${several && ' ± standard deviation over seeds'}. The stronger the colour, the ${fraction ? 'more mistakes' : 'larger the error'}. ${tested(all)}`,
)}
</section>`;
}

function table(
  rows: readonly Group[],
  all: readonly Group[],
  { methods, summary, headline }: Context,
): Markup {
  const factors = factorsOf(summary).filter((factor, i) =>
    i === 0 ? headline.group.kind === 'fraction' : makesCells(factor),
  );
  const trained = rows.some((group) => group.trained !== undefined);
  const named = factors.length > 5 ? 'Group' : factors.map((factor) => factor.name).join(' · ');
  const most = Math.max(...all.flatMap(({ cells }) => cells.map((cell) => cell?.value)).filter(known), 1e-9);
  return wideTable(
    '',
    'heat',
    html`<thead><tr><th scope="col">${named}</th>${trained && html`<th scope="col" class="n">Training images</th>`}${methods.map(
      (method) => html`<th scope="col"${method.part === 'focus' && html` class="focus"`}>${method.name}</th>`,
    )}</tr></thead>
<tbody>${rows.map(
      (group) =>
        html`<tr><th scope="row">${group.label}</th>${trained && html`<td class="n">${count(group.trained)}</td>`}${group.cells.map((cell) => heat(cell, headline.group, most))}</tr>`,
    )}</tbody>`,
  );
}

/** Mistakes as depth of colour. Past one half the cell turns dark enough for light text, so that both are readable. */
function heat(cell: Group['cells'][number], quantity: Quantity, most: number): Markup {
  const value = cell?.value;
  if (!known(value)) return html`<td class="cell">${cell?.note ?? '–'}</td>`;
  const error = Math.round((quantity.kind === 'fraction' ? 1 - value : value / most) * 100);
  const deep = error > 50;
  const shade = Math.max(0, Math.min(100, deep ? error + 35 : error));
  return html`<td class="cell${deep && ' deep'}" style="--error:${shade}%">${bare(quantity, value)}${known(cell?.sd) && html` <small>±${bare(quantity, cell.sd)}</small>`}</td>`;
}

function tiles(all: readonly Group[], { methods }: Context): Markup {
  const columns = Math.ceil(Math.sqrt(all.length * 1.6));
  return html`<h3>All ${all.length} groups</h3><div class="panels small">${methods.map((method, m) =>
    inline(
      tileChart({
        title: method.name,
        columns,
        tiles: all.map((group) => ({ label: group.label, accuracy: group.cells[m]?.value })),
      }),
    ),
  )}</div>`;
}

/** How many test images a cell rests on. */
function tested(groups: readonly Group[]): string {
  const counts = groups.map((group) => group.tested);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  return `Each group has ${fewest === most ? count(most) : `${count(fewest)} to ${count(most)}`} test images.`;
}
