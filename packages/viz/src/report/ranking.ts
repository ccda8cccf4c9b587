import { interval, known, type Maybe, percent, percentage } from '../numbers.ts';
import { type Contender, type Context, shiftOf } from './context.ts';

/** What methods are ranked by. */
export type Measure = 'accuracy' | 'worstGroupAccuracy';

/** A method's value of a measure on one shift, with what is known of its uncertainty. */
export interface Score {
  readonly method: Contender;
  readonly value: number;
  readonly low: Maybe;
  readonly high: Maybe;
  /** Standard deviation over the seeds. */
  readonly sd: Maybe;
}

/** The score of a method, or nothing if its value is not finite. */
export function scoreOf(method: Contender, shift: string | undefined, measure: Measure): Score | null {
  const result = shiftOf(method, shift);
  const value: Maybe = result?.[measure];
  const [low, high] = result?.intervals?.[measure] ?? [];
  return known(value) ? { method, value, low, high, sd: result?.sd?.[measure] } : null;
}

/** Competitors by a measure, best first; the oracle saw other data and does not compete. */
export const ranking = ({ methods }: Context, shift: string | undefined, measure: Measure): Score[] =>
  methods
    .filter((method) => method.part !== 'oracle')
    .flatMap((method) => scoreOf(method, shift, measure) ?? [])
    .sort((a, b) => b.value - a.value);

/**
 * Whether a run tells two scores apart: their intervals do not meet, and with several seeds their difference exceeds
 * two standard errors over the seeds too, since resampling test images knows nothing of how trainings differ.
 */
export function apart(higher: Score, lower: Score, seeds: number): boolean {
  const resampled = known(higher.low) && known(lower.high);
  if (resampled && higher.low <= lower.high) return false;
  if (!known(higher.sd) || !known(lower.sd)) return resampled;
  return higher.value - lower.value > 2 * Math.sqrt((higher.sd ** 2 + lower.sd ** 2) / seeds);
}

/** A score in a sentence: never a bare mean where there are several seeds. */
export const told = ({ value, sd }: Score): string =>
  known(sd) ? `${percentage(value)} ± ${percent(sd)}` : percent(value);

/** The same with its interval. */
export const toldFully = (score: Score): string => {
  const ends = interval([score.low, score.high]);
  return told(score) + (ends ? ` (${ends})` : '');
};
