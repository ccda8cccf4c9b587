import type { Factor } from '@mimmx/core';
import { known, type Maybe } from '../numbers.ts';
import type { Contender, Context } from './context.ts';
import { rowOf } from './rows.ts';

/** What fresh probes read of one confounder from one method's features. */
export interface Reading {
  readonly factor: Factor;
  readonly method: Contender;
  /** Of the probe that patients held out of the fitting chose. */
  readonly value: number;
  readonly low: Maybe;
  readonly high: Maybe;
  /** What guessing gives. */
  readonly chance: number;
  /** Where a number without any leakage would lie: z shuffled among the patients. */
  readonly shuffled: { readonly value: Maybe; readonly low: Maybe; readonly high: Maybe } | undefined;
}

/** What the best probe reads of a confounder. Null if it could not be probed. */
export function readingOf(method: Contender, factor: Factor): Reading | null {
  const of = (probe: string) => rowOf(method, { measure: 'leakage', factor: factor.name, probe });
  const best = of('best');
  if (!best || !known(best.value)) return null;
  const usual = factor.kind === 'categorical' ? 1 / factor.classes : 0;
  return {
    factor,
    method,
    value: best.value,
    low: best.low,
    high: best.high,
    chance: of('chance')?.value ?? usual,
    shuffled: of('permutation'),
  };
}

/** The confounder of which most is left in a method's features. */
export const mostReadable = ({ summary }: Context, method: Contender): Reading | undefined =>
  summary.task.z.flatMap((factor) => readingOf(method, factor) ?? []).sort((a, b) => share(b) - share(a))[0];

/** How much of what there is to know above chance is still readable. */
export const share = ({ value, chance }: Reading): number => (value - chance) / (1 - chance);

/**
 * What a reading comes to, in one word. It is `unshown` if its interval reaches down to chance, or if it lies where
 * shuffled labels lie: that is no proof that nothing is left.
 */
export function remaining(reading: Reading): 'unshown' | 'little' | 'part' | 'most' {
  const { value, low, chance, shuffled } = reading;
  const within = known(low) ? low <= chance : share(reading) <= 0;
  if (within || (known(shuffled?.high) && value <= shuffled.high)) return 'unshown';
  if (share(reading) < 0.15) return 'little';
  return share(reading) < 0.6 ? 'part' : 'most';
}
