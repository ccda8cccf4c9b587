import { confusionMatrix } from './confusion-matrix.ts';

/**
 * Mean recall over the classes that occur in `truth` (Brodersen et al., 2010). Chance is 1 / classes, whatever the
 * class frequencies.
 *
 * @param truth true class of each row, [rows]
 * @param predicted predicted class of each row, [rows]
 * @param classes number of classes; one that has no row is left out of the mean, not counted as 0
 */
export function balancedAccuracy(truth: Int32Array, predicted: Int32Array, classes: number): number {
  const counts = confusionMatrix(truth, predicted, classes);
  let sum = 0;
  let present = 0;
  for (let t = 0; t < classes; t++) {
    let n = 0;
    for (let p = 0; p < classes; p++) n += counts[t * classes + p]!;
    if (n === 0) continue;
    sum += counts[t * classes + t]! / n;
    present++;
  }
  return sum / present;
}
