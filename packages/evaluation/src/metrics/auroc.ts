import { columnsOf, type Reals, requireCodes } from '../input-checks.ts';
import { byScore } from './by-score.ts';

/**
 * Area under the receiver operating characteristic, exact: the probability that a random positive scores above a
 * random negative, ties counting one half (Mann–Whitney U by mid-ranks; Hanley & McNeil, 1982).
 * Two classes: of the probability of class 1. More: mean of one-vs-rest over the classes that have both positives
 * and negatives (macro).
 *
 * @param truth true class of each row, [rows]
 * @param probabilities row-major [rows, classes]
 * @returns NaN if only one class occurs
 * @throws `E_LENGTH_MISMATCH`, `E_EMPTY`, `E_BAD_CLASS`
 */
export function auroc(truth: Int32Array, probabilities: Reals): number {
  return aurocOf(truth, probabilities)(new Int32Array(truth.length).fill(1), identity(truth.length));
}

/** AUROC of a weighted sample: row r counts `draws[cluster[r]]` times. The rows are sorted once, here. */
export type WeightedAuroc = (draws: Int32Array, cluster: Int32Array) => number;

/** Prepares {@link auroc} for many resamples of the same rows: each costs O(rows × classes). */
export function aurocOf(truth: Int32Array, probabilities: Reals): WeightedAuroc {
  const rows = truth.length;
  const classes = columnsOf('probabilities', probabilities, rows);
  requireCodes('truth', truth, classes);
  const positiveClasses = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  const sorted = positiveClasses.map((c) => ({ c, ...byScore(probabilities, rows, classes, c) }));

  return (draws, cluster) => {
    let sum = 0;
    let defined = 0;
    for (const { c, order, endsBlock } of sorted) {
      let positives = 0;
      let negatives = 0;
      let blockPositives = 0;
      let blockNegatives = 0;
      let area = 0;
      for (let i = 0; i < rows; i++) {
        const row = order[i]!;
        const weight = draws[cluster[row]!]!;
        if (truth[row] === c) blockPositives += weight;
        else blockNegatives += weight;
        if (endsBlock[i] === 1) {
          area += blockPositives * (negatives + blockNegatives / 2);
          positives += blockPositives;
          negatives += blockNegatives;
          blockPositives = 0;
          blockNegatives = 0;
        }
      }
      if (positives === 0 || negatives === 0) continue;
      sum += area / (positives * negatives);
      defined++;
    }
    return sum / defined;
  };
}

const identity = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
