import type { RunComparison, RunDifference } from '@mimmx/experiment';
import { html, type Markup } from '../html.ts';
import { known } from '../numbers.ts';
import { theTest } from '../report/context.ts';
import { bare, difference, type Quantity, withUnit } from '../report/quantity.ts';

/** What a row is about, where the two methods do not share a name. */
export const methodsOf = ({ method, other }: Pick<RunDifference, 'method' | 'other'>): string =>
  method === other ? method : `${method} and ${other}`;

/** Ends of a difference: `−1.2 to 2.1`. */
export const ends = (quantity: Quantity, { low, high }: RunDifference): string =>
  known(low) && known(high) ? `${bare(quantity, low)} to ${bare(quantity, high)}` : '';

/** One measured difference as a sentence that says no more than its interval. */
export function sentence({ runs }: RunComparison, row: RunDifference, quantity: Quantity): Markup {
  const [first, other] = [runs[0]!.label, runs[row.run]!.label];
  const what = html`<b>${methodsOf(row)}</b>, ${quantity.label.toLowerCase()} on ${theTest(row.set)}:`;
  if (!known(row.first) || !known(row.second) || !known(row.difference))
    return html`${what} ${row.note ?? 'no finite value in both runs'}.`;
  const values = html`${withUnit(quantity, row.first)} in ${first}, ${withUnit(quantity, row.second)} in ${other}`;
  const more = row.difference > 0 ? 'more' : 'less';
  const gap = difference(quantity, Math.abs(row.difference));
  switch (row.standing) {
    case 'unpaired':
      return html`${what} ${values}. The two cannot be told apart or held equal: ${row.note ?? 'the test rows are not paired'}.`;
    case 'open':
      return row.difference === 0
        ? html`${what} ${values}: the same (${ends(quantity, row)}).`
        : html`${what} ${values}, ${gap} ${more}, which is not shown to differ from none (${ends(quantity, row) || 'no interval was taken'}).`;
    default:
      return html`${what} ${values}, ${gap} ${more} (${ends(quantity, row)}): ${row.standing} in ${other}.`;
  }
}
