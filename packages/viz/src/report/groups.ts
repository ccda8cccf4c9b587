import { strataOf } from '@mimmx/core/contracts';
import type { Prediction, Summary } from '@mimmx/experiment';
import { tileChart } from '../charts/index.ts';
import { html, type Markup } from '../html.ts';
import { count, known, type Maybe, percentage, standardDeviation } from '../numbers.ts';
import { inline } from '../svg/chart.ts';
import { type Contender, type Context, factorsOf, groupLabel, shiftName, shiftOf } from './context.ts';
import { figure, wideTable } from './figure.ts';

interface Group {
  readonly label: string;
  /** Images of the group in training; undefined if the record does not say. */
  readonly trained: number | undefined;
  readonly tested: number;
  /** By method, in the order of the context. */
  readonly cells: readonly { readonly accuracy: Maybe; readonly sd: Maybe }[];
}

/** Rows of a block, and groups up to which every group has its row. */
const BLOCK = 16;
const ALL_ROWS = 32;

/** Accuracy of every group under every method: where a method fails, and whether those are the rare groups. */
export function groups(context: Context): Markup {
  const all = groupsOf(context);
  if (all.length === 0) return html``;
  const many = all.length > ALL_ROWS;
  const shown = many ? [...all].sort((a, b) => lowest(a) - lowest(b)).slice(0, ALL_ROWS) : all;
  const blocks = Array.from({ length: Math.ceil(shown.length / BLOCK) }, (_, i) =>
    shown.slice(i * BLOCK, (i + 1) * BLOCK),
  );
  return html`<section id="groups">
<h2>Accuracy in each group</h2>
<p>${many ? html`The ${ALL_ROWS} groups of ${all.length} in which some method does worst` : 'Every combination of labels'}, on the ${shiftName(context.groupShift ?? '')} test${many ? '' : ', the rarest in training last'}. A method that leans on a confounder fails in the groups that training showed least.${
    many &&
    html` Labels stand in the order ${factorsOf(context.summary)
      .map((factor) => factor.name)
      .join(', ')}.`
  }</p>
${figure(
  html`<div class="blocks${many && ' narrow'}">${blocks.map((block) => table(block, context))}</div>${many && tiles(all, context)}`,
  html`Accuracy in percent${all.some((group) => group.cells.some((cell) => known(cell.sd))) && ' ± standard deviation over seeds'}. The stronger the colour, the more mistakes. ${tested(all)}`,
)}
</section>`;
}

function table(rows: readonly Group[], { methods, summary }: Context): Markup {
  const factors = factorsOf(summary);
  const trained = rows.some((group) => group.trained !== undefined);
  const named = factors.length > 5 ? 'Group' : factors.map((factor) => factor.name).join(' · ');
  return wideTable(
    '',
    'heat',
    html`<thead><tr><th scope="col">${named}</th>${trained && html`<th scope="col" class="n">Training images</th>`}${methods.map(
      (method) => html`<th scope="col"${method.part === 'focus' && html` class="focus"`}>${method.name}</th>`,
    )}</tr></thead>
<tbody>${rows.map(
      (group) =>
        html`<tr><th scope="row">${group.label}</th>${trained && html`<td class="n">${count(group.trained)}</td>`}${group.cells.map(cell)}</tr>`,
    )}</tbody>`,
  );
}

/** Mistakes as depth of colour. Past one half the cell turns dark enough for light text, so that both are readable. */
function cell({ accuracy, sd }: Group['cells'][number]): Markup {
  const error = known(accuracy) ? Math.round((1 - accuracy) * 100) : 0;
  const deep = error > 50;
  const shade = Math.max(0, Math.min(100, deep ? error + 35 : error));
  return html`<td class="cell${deep && ' deep'}" style="--error:${shade}%">${percentage(accuracy)}${known(sd) && html` <small>±${percentage(sd)}</small>`}</td>`;
}

function tiles(all: readonly Group[], { methods }: Context): Markup {
  const columns = Math.ceil(Math.sqrt(all.length * 1.6));
  return html`<h3>All ${all.length} groups</h3><div class="panels small">${methods.map((method, m) =>
    inline(
      tileChart({
        title: method.name,
        columns,
        tiles: all.map((group) => ({ label: group.label, accuracy: group.cells[m]?.accuracy })),
      }),
    ),
  )}</div>`;
}

function groupsOf(context: Context): Group[] {
  const { summary, methods, groupShift } = context;
  const factors = factorsOf(summary);
  const training = trainingCells(summary);
  const order = new Map<string, { labels: Readonly<Record<string, string>>; count: number }>();
  for (const method of methods) {
    for (const group of shiftOf(method, groupShift)?.perGroup ?? [])
      order.set(groupLabel(group.labels, factors), group);
  }
  const found = [...order].map(([label, { count: tested }]): Group => {
    const cells = methods.map((method) => ({
      accuracy: shiftOf(method, groupShift)?.perGroup?.find(
        (group) => groupLabel(group.labels, factors) === label,
      )?.accuracy,
      sd: spreadOverSeeds(context, method, label),
    }));
    return { label, trained: training.get(label) ?? (training.size > 0 ? 0 : undefined), tested, cells };
  });
  return found.sort((a, b) => (b.trained ?? 0) - (a.trained ?? 0));
}

function trainingCells(summary: Summary): Map<string, number> {
  const split = summary.splits.find(({ name }) => /^train/i.test(name)) ?? summary.splits[0];
  return new Map(
    (split?.cells ?? []).map((cell) => [groupLabel(cell.labels, factorsOf(summary)), cell.count]),
  );
}

/** Standard deviation over seeds of a group's accuracy; only the predictions know it. */
function spreadOverSeeds(
  { input, summary, groupShift, seeds }: Context,
  method: Contender,
  label: string,
): Maybe {
  if (seeds < 2 || !input.predictions) return undefined;
  const rights = tally(input.predictions, summary).get(`${method.name}\n${groupShift}\n${label}`);
  return rights && standardDeviation([...rights.values()].map(({ right, total }) => right / total));
}

type Tally = Map<string, Map<number, { right: number; total: number }>>;
const tallies = new WeakMap<readonly Prediction[], Tally>();

/** Right answers by method, shift and group, then by seed. */
function tally(predictions: readonly Prediction[], { task }: Summary): Tally {
  const kept = tallies.get(predictions);
  if (kept) return kept;
  const made: Tally = new Map();
  for (const { method, shift, seed, y, z, probabilities } of predictions) {
    const key = `${method}\n${shift}\n${[y, ...z].join(' · ')}`;
    const seeds = made.get(key) ?? new Map<number, { right: number; total: number }>();
    made.set(key, seeds);
    const entry = seeds.get(seed) ?? { right: 0, total: 0 };
    seeds.set(seed, entry);
    entry.total++;
    if (strataOf(task.y).labels[probabilities.indexOf(Math.max(...probabilities))] === y) entry.right++;
  }
  tallies.set(predictions, made);
  return made;
}

/** How many test images a cell rests on. */
function tested(groups: readonly Group[]): string {
  const counts = groups.map((group) => group.tested);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  return `Each group has ${fewest === most ? count(most) : `${count(fewest)} to ${count(most)}`} test images.`;
}

const lowest = (group: Group): number => Math.min(...group.cells.map((cell) => cell.accuracy).filter(known));
