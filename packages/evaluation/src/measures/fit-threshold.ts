import { MimmxError } from '@mimmx/core/contracts';
import type { Reals } from '../input-checks.ts';
import { sampleOf } from './sample.ts';

/** Counts at a candidate threshold: class 1 is called from it on. */
export interface ThresholdCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly positives: number;
  readonly negatives: number;
}

/** What a threshold is to make large; −Infinity where it may not be taken. */
export interface ThresholdRule {
  readonly name: string;
  score(counts: ThresholdCounts): number;
}

/** Largest F1 of class 1. */
export const maxF1: ThresholdRule = {
  name: 'max F1',
  score: ({ truePositives: tp, falsePositives: fp, positives }) => (2 * tp) / (tp + fp + positives),
};

/** Largest sensitivity + specificity − 1 (Youden, 1950). */
export const youden: ThresholdRule = {
  name: "Youden's J",
  score: ({ truePositives, falsePositives, positives, negatives }) =>
    truePositives / positives - falsePositives / negatives,
};

/**
 * Largest true positive rate among the thresholds whose true negative rate is at least that.
 *
 * @param specificity such as 0.8 (MEDFAIR; Zong, Yang & Hospedales, 2023)
 */
export const tprAtTnr = (specificity = 0.8): ThresholdRule => ({
  name: `${Math.round(specificity * 100)} % TNR`,
  score: ({ truePositives, falsePositives, positives, negatives }) =>
    1 - falsePositives / negatives >= specificity - 1e-12
      ? truePositives / positives
      : Number.NEGATIVE_INFINITY,
});

/** A threshold on the probability of class 1, the rule that it is best by, and the set that it was fitted to. */
export interface FittedThreshold {
  readonly threshold: number;
  readonly rule: string;
  readonly set: string;
}

/**
 * Fits the threshold on the probability of class 1 to validation predictions. Candidates lie half-way between
 * neighbouring scores; the highest of equally good ones is taken, which calls the fewest rows.
 *
 * @param validation true classes, probabilities [rows, 2], and the set's name (`validation` if absent), on which
 *   `atThreshold` then refuses to be measured
 * @throws `E_THRESHOLD` unless y has two classes and both occur
 */
export function fitThreshold(
  validation: { readonly y: Int32Array; readonly values: Reals; readonly set?: string },
  rule: ThresholdRule,
): FittedThreshold {
  const { y, values, set = 'validation' } = validation;
  const sample = sampleOf(y, values);
  const positives = y.reduce((sum, code) => sum + (code === 1 ? 1 : 0), 0);
  const negatives = y.length - positives;
  if (sample.classes !== 2 || positives === 0 || negatives === 0) {
    throw new MimmxError(
      'E_THRESHOLD',
      `A threshold needs validation rows of two classes; ${set} has ${positives} of class 1 among ${y.length} rows of ${sample.classes} classes. Give other validation data.`,
    );
  }
  const { order, endsBlock } = sample.byScore(1);
  const score = (i: number) => values[order[i]! * 2 + 1]!;
  let truePositives = 0;
  let falsePositives = 0;
  let best = {
    // Above every score: nothing is called.
    threshold: score(y.length - 1) + 1e-6,
    value: rule.score({ truePositives, falsePositives, positives, negatives }),
  };
  for (let i = y.length - 1; i >= 0; i--) {
    if (y[order[i]!] === 1) truePositives++;
    else falsePositives++;
    if (i > 0 && endsBlock[i - 1] === 0) continue;
    const value = rule.score({ truePositives, falsePositives, positives, negatives });
    const threshold = i === 0 ? score(0) : (score(i) + score(i - 1)) / 2;
    if (value > best.value) best = { threshold, value };
  }
  return { threshold: best.threshold, rule: rule.name, set };
}
