import { MimmxError, Random } from '@mimmx/core/contracts';
import { appliesTo } from '../measures/measure.ts';
import { sampleOf } from '../measures/sample.ts';
import type { Candidate, ScoredCandidate, Selection } from './selection.ts';

/** Which weights are judged, and why. */
export interface SelectedCandidate {
  /** Name of the rule. */
  readonly rule: string;
  readonly step: number;
  /** The rule's score there; null if it compares nothing. */
  readonly value: number | null;
}

/**
 * Picks the weights to judge. Pure: the same candidates and the same state of the stream give the same choice, in
 * whatever order they stand, and of equals the earliest is taken.
 *
 * @param random for a rule that fits something to look at leakage; others draw nothing
 * @throws `E_SELECTION_NEEDS` if a candidate lacks what the rule needs, `E_SELECTION_TARGET` if the rule has no meaning
 *   for this y, `E_SELECTION_UNDEFINED` if its score is defined for no candidate, `E_EMPTY` if there is no candidate
 *
 * @example
 * select(candidates, validationWorstGroup, random); // { rule: 'validation-worst-group', step: 1200, value: 0.84 }
 */
export function select(candidates: readonly Candidate[], rule: Selection, random: Random): SelectedCandidate {
  if (candidates.length === 0) {
    throw new MimmxError(
      'E_EMPTY',
      `The rule "${rule.name}" has no candidates. Keep at least the last weights.`,
    );
  }
  const inOrder = [...candidates].sort((a, b) => a.step - b.step);
  for (const candidate of inOrder) requireNeeds(candidate, rule);
  const ready = inOrder as ScoredCandidate[];
  const sign = rule.better === 'lower' ? -1 : 1;
  const scores = ready.map((candidate) => sign * rule.score(candidate));
  const best = largest(scores);
  if (best === -1) throw undefinedScore(rule);
  const chosen = rule.among === undefined ? best : withinMargin(ready, scores, best, rule, random);
  return {
    rule: rule.name,
    step: ready[chosen]!.step,
    value: rule.needs === 'nothing' ? null : sign * scores[chosen]!,
  };
}

/** Place of the candidate with the least of the second thought among those near the best. */
function withinMargin(
  candidates: readonly ScoredCandidate[],
  scores: readonly number[],
  best: number,
  { name, among }: Selection,
  random: Random,
): number {
  const bar = scores[best]! - among!.margin * Math.abs(scores[best]!);
  const seed = random.seed();
  const least = scores.map((score, i) =>
    score >= bar ? -among!.least(candidates[i]!, new Random(seed)) : Number.NaN,
  );
  const chosen = largest(least);
  if (chosen === -1) throw undefinedScore({ name });
  return chosen;
}

/** Place of the first of the largest numbers that are not NaN; −1 if there are none. */
function largest(values: readonly number[]): number {
  let best = -1;
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && (best === -1 || value > values[best]!)) best = i;
  });
  return best;
}

function requireNeeds({ step, validation }: Candidate, { name, needs, for: kinds }: Selection): void {
  const lacks =
    needs !== 'nothing' && validation === undefined
      ? 'validation data'
      : needs === 'validation z' && validation!.groups === undefined && (validation!.z ?? []).length === 0
        ? 'the confounders of the validation data'
        : null;
  if (lacks !== null) {
    throw new MimmxError(
      'E_SELECTION_NEEDS',
      `The rule "${name}" needs ${lacks}, which the candidate at update ${step} lacks. Give it, or select by "last".`,
    );
  }
  if (kinds === undefined || validation === undefined) return;
  const { kind, classes } = sampleOf(validation.y, validation.values);
  if (!appliesTo({ for: kinds }, { kind, classes })) {
    throw new MimmxError(
      'E_SELECTION_TARGET',
      `The rule "${name}" is for ${kinds.join(' or ')}, but y is ${kind === 'number' ? 'a number' : `one of ${classes} classes`}. Choose "validation-mean" or "validation-loss".`,
    );
  }
}

const undefinedScore = ({ name }: Pick<Selection, 'name'>): MimmxError =>
  new MimmxError(
    'E_SELECTION_UNDEFINED',
    `The rule "${name}" is not defined for any candidate: the validation data lack a class, a group or patients. Give more, or select by "last".`,
  );
