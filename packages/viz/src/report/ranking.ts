import { known, type Maybe } from '../numbers.ts';
import type { Contender, Context } from './context.ts';
import { bare, type Quantity, range, withUnit } from './quantity.ts';
import { rowOf } from './rows.ts';

/** A method's value of a measure on one set, with what is known of its uncertainty. */
export interface Score {
  readonly method: Contender;
  readonly quantity: Quantity;
  readonly set: string;
  readonly value: number;
  readonly low: Maybe;
  readonly high: Maybe;
  /** Standard deviation over the seeds. */
  readonly sd: Maybe;
}

/** The score of a method, or nothing if its value is not finite. */
export function scoreOf(method: Contender, set: string | undefined, quantity: Quantity): Score | null {
  if (set === undefined) return null;
  const row = rowOf(method, { set, measure: quantity.measure });
  if (!row || !known(row.value)) return null;
  return { method, quantity, set, value: row.value, low: row.low, high: row.high, sd: row.sd };
}

/** Competitors by a measure, best first; the oracle saw other data and does not compete. */
export function ranking({ methods }: Context, set: string | undefined, quantity: Quantity): Score[] {
  const sign = quantity.better === 'higher' ? 1 : -1;
  return methods
    .filter(({ part }) => part !== 'oracle')
    .flatMap((method) => scoreOf(method, set, quantity) ?? [])
    .sort((a, b) => sign * (b.value - a.value));
}

/** How one method stands to another. */
export interface Comparison {
  /** `open`: this run does not tell them apart. */
  readonly standing: 'better' | 'worse' | 'equal' | 'open';
  /** First less second, turned so that a positive one speaks for the first. */
  readonly difference: number;
  /** Interval of that by the paired bootstrap; undefined where none was taken. */
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * Tells two methods apart by the paired difference of the record, in which both are measured in the same resamples of
 * patients: its interval leaves 0 out. With several seeds the difference exceeds two standard errors over them as well,
 * since resampling patients knows nothing of how trainings differ. Whether the methods' own intervals meet says neither.
 */
export function compare({ summary, seeds }: Context, a: Score, b: Score): Comparison {
  const { quantity } = a;
  const sign = quantity.better === 'higher' ? 1 : -1;
  const found = paired(summary.differences, a, b);
  const gap = found?.difference ?? sign * (a.value - b.value);
  const told = { difference: gap, low: found?.low, high: found?.high };
  if (bare(quantity, a.value) === bare(quantity, b.value)) return { ...told, standing: 'equal' };
  const bySeeds =
    known(a.sd) && known(b.sd) ? Math.abs(gap) > 2 * Math.sqrt((a.sd ** 2 + b.sd ** 2) / seeds) : undefined;
  const byPatients = found ? found.low > 0 || found.high < 0 : undefined;
  const shown = [bySeeds, byPatients].filter((one) => one !== undefined);
  if (shown.length === 0 || !shown.every(Boolean)) return { ...told, standing: 'open' };
  return { ...told, standing: gap > 0 ? 'better' : 'worse' };
}

/** The recorded difference of two scores, turned so that a positive one speaks for the first. */
function paired(differences: Context['summary']['differences'], a: Score, b: Score) {
  for (const [first, second, turn] of [
    [a, b, 1],
    [b, a, -1],
  ] as const) {
    const row = differences?.find(
      (one) =>
        one.a === first.method.name &&
        one.b === second.method.name &&
        one.set === a.set &&
        one.measure === a.quantity.measure &&
        one.factor === undefined &&
        one.group === undefined,
    );
    if (!row || !known(row.difference) || !known(row.low) || !known(row.high)) continue;
    const sign = turn * (a.quantity.better === 'higher' ? 1 : -1);
    const ends = [sign * row.low, sign * row.high].sort((x, y) => x - y);
    return { difference: sign * row.difference, low: ends[0]!, high: ends[1]! };
  }
  return undefined;
}

/** A score in a sentence: never a bare mean where there are several seeds. */
export const told = ({ quantity, value, sd }: Score): string =>
  known(sd) ? `${bare(quantity, value)} ± ${withUnit(quantity, sd)}` : withUnit(quantity, value);

/** The same with its interval. */
export const toldFully = (score: Score): string => {
  const { quantity, low, high } = score;
  return told(score) + (known(low) && known(high) ? ` (${range(quantity, low, high)})` : '');
};

/** The same where it stands in brackets itself. */
export const toldInside = (score: Score): string => {
  const { quantity, low, high } = score;
  return told(score) + (known(low) && known(high) ? `, ${range(quantity, low, high)}` : '');
};

/** Ends of the interval of a comparison, or nothing: `−1.2 to 2.1`. */
export const toldEnds = (quantity: Quantity, { low, high }: Comparison): string =>
  known(low) && known(high) ? `${bare(quantity, low)} to ${bare(quantity, high)}` : '';

/** The same in brackets. */
export const toldInterval = (quantity: Quantity, comparison: Comparison): string => {
  const ends = toldEnds(quantity, comparison);
  return ends && ` (${ends})`;
};
