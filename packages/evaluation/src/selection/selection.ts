import { type Definition, options, type Random } from '@mimmx/core/contracts';
import type { Reals } from '../input-checks.ts';
import { MEASURE_CONTRACT, type TargetKind } from '../measures/measure.ts';
import type { Predicted, RowStructure } from '../measures/predicted.ts';

/** Weights that could be judged, and what they predicted for validation data. Nothing of a test is in it. */
export interface Candidate {
  /** Encoder updates done. */
  readonly step: number;
  /** Predictions for the validation rows, with their confounders and patients; absent if there is no validation set. */
  readonly validation?: Predicted & RowStructure;
  /** f_y of the validation rows, row-major [rows, width]; only rules that look at leakage read it. */
  readonly features?: { readonly width: number; readonly values: Reals };
}

/** A candidate that has what the rule needs. */
export type ScoredCandidate = Candidate & Required<Pick<Candidate, 'validation'>>;

/** What of the validation data a rule reads: a method that may not see z there cannot be selected by it. */
export type SelectionNeeds = 'nothing' | 'validation' | 'validation z';

/** Names of the selection rules, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface SelectionOptions {}

/**
 * A rule that picks the weights that are judged. It is a value: pure, and printed beside every number; as a plugin it
 * takes no options and makes itself.
 */
export interface Selection<Name extends string = string>
  extends Definition<'selection', Name, unknown, unknown, Selection> {
  readonly contract: typeof MEASURE_CONTRACT;
  readonly needs: SelectionNeeds;
  /** Targets that it has a meaning for; any if absent. */
  readonly for?: readonly TargetKind[];
  /** Which score is better; `higher` if absent. */
  readonly better?: 'higher' | 'lower';
  /** What is compared; NaN where it is not defined, and such a candidate is passed over. */
  score(candidate: ScoredCandidate): number;
  /** A second thought: of the candidates whose score is within a margin of the best, the one with the least of this. */
  readonly among?: {
    /** Fraction of the best score. */
    readonly margin: number;
    /** @param random the same stream for every candidate, so that all are asked alike */
    least(candidate: ScoredCandidate, random: Random): number;
  };
}

/**
 * Declares a selection rule.
 *
 * @example
 * export const calibrated = defineSelection({
 *   name: 'validation-ece', summary: 'Least calibration error on validation data.', needs: 'validation', better: 'lower',
 *   score: ({ validation: { y, values } }) => ece.of(sampleOf(y, values)),
 * });
 */
export function defineSelection<const Name extends string>(
  draft: Omit<Selection<Name>, 'kind' | 'contract' | 'options' | 'create'>,
): Selection<Name> {
  const rule: Selection<Name> = {
    ...draft,
    kind: 'selection',
    contract: MEASURE_CONTRACT,
    options: options({}),
    create: () => rule,
  };
  return rule;
}
