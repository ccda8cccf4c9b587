import { strataOf } from '@mimmx/core/contracts';
import { html, type Markup } from '../html.ts';
import { count, percentage } from '../numbers.ts';
import { type Context, theTest } from './context.ts';
import { wideTable } from './figure.ts';
import { type Block, blocksOf, mainSets } from './predicted.ts';

/** Classes up to which tables stand open. */
const OPEN = 4;

/** Images of true class t that were called p, at `t * classes + p`: means over the seeds. */
export function confusionOf(blocks: readonly Block[], classes: number): Float64Array {
  const cells = new Float64Array(classes * classes);
  for (const { y, values } of blocks) {
    for (const [row, truth] of y.entries()) {
      let called = 0;
      for (let c = 1; c < classes; c++) {
        if (values[row * classes + c]! > values[row * classes + called]!) called = c;
      }
      cells[truth * classes + called]! += 1 / blocks.length;
    }
  }
  return cells;
}

/** What each class was called, by every method on the main sets. */
export function confusion(context: Context): Markup {
  const { methods, summary, input } = context;
  const y = strataOf(summary.task.y);
  const parts = mainSets(context).map((set) => {
    const tables = methods.flatMap(({ name }) => {
      const blocks = blocksOf(input.predictions ?? [], summary, name, set);
      return blocks.length > 0 ? table(name, confusionOf(blocks, y.classes), y) : [];
    });
    return html`<h3>Confusion on ${theTest(set)}</h3><div class="panels">${tables}</div>`;
  });
  const explained = html`<p>Rows are the true classes, columns what was called: percent of the row, and images${context.seeds > 1 && ' (means over seeds)'}.</p>`;
  return y.classes > OPEN
    ? html`<details><summary>Confusion of the ${y.classes} classes</summary>${explained}${parts}</details>`
    : html`${parts}${explained}`;
}

function table(
  name: string,
  cells: Float64Array,
  { name: y, classes, labels }: ReturnType<typeof strataOf>,
): Markup {
  const rows = labels.map((label, truth) => {
    const row = cells.subarray(truth * classes, (truth + 1) * classes);
    const total = row.reduce((sum, one) => sum + one, 0);
    return html`<tr><th scope="row">${label}</th>${[...row].map((images, called) => {
      const share = total > 0 ? images / total : 0;
      // What is right is not coloured.
      const wrong = called === truth ? 0 : Math.round(100 * share);
      const shade = Math.min(100, wrong > 50 ? wrong + 35 : wrong);
      return html`<td class="cell${wrong > 50 && ' deep'}" style="--error:${shade}%">${total > 0 ? percentage(share) : '–'} <small>${count(images)}</small></td>`;
    })}</tr>`;
  });
  return wideTable(
    name,
    'heat confusion',
    html`<thead><tr><th scope="col">${y}</th>${labels.map((label) => html`<th scope="col">called ${label.replaceAll(' ', '\u00a0')}</th>`)}</tr></thead><tbody>${rows}</tbody>`,
  );
}
