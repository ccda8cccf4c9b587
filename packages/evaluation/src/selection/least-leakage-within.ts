import { conditionalReading } from '../probes/conditional-reading.ts';
import { defineSelection, type ScoredCandidate, type Selection } from './selection.ts';
import { validationMean } from './validation-mean.ts';

/**
 * Of the weights whose validation accuracy is within a margin of the best, those whose f_y tells least of the
 * confounders beyond y: the largest over the confounders of how far a linear probe or nearest neighbours, whichever
 * reads better, get above chance within the classes of y, as a fraction of what they could. The probes are fitted to one
 * half of the validation patients and judged on the other.
 *
 * @param margin fraction of the best accuracy that may be given up
 */
export function leastLeakageWithin(margin = 0.05): Selection<'least-leakage-within'> {
  return defineSelection({
    name: 'least-leakage-within',
    summary: `Least leakage among the weights within ${100 * margin} % of the best validation accuracy.`,
    source: 'ours',
    needs: 'validation z',
    score: validationMean.score,
    among: {
      margin,
      least({ validation, features }: ScoredCandidate, random) {
        if (features === undefined) return Number.NaN;
        const excess = (validation.z ?? []).map((factor) =>
          conditionalReading(features, factor, validation, random),
        );
        return excess.length === 0 ? Number.NaN : Math.max(...excess);
      },
    },
  });
}
