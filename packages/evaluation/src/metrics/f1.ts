import { confusionMatrix } from './confusion-matrix.ts';

/**
 * F1 = 2 TP / (2 TP + FP + FN): of class 1 if there are two classes, otherwise the mean over the classes that occur
 * in the truth or in the predictions (macro).
 *
 * @returns NaN if there are two classes and class 1 occurs in neither
 */
export function f1(truth: Int32Array, predicted: Int32Array, classes: number): number {
  const counts = confusionMatrix(truth, predicted, classes);
  const ofClass = (c: number) => {
    let positives = 0;
    let called = 0;
    for (let other = 0; other < classes; other++) {
      positives += counts[c * classes + other]!;
      called += counts[other * classes + c]!;
    }
    return (2 * counts[c * classes + c]!) / (positives + called);
  };
  if (classes === 2) return ofClass(1);
  const scores = Array.from({ length: classes }, (_, c) => ofClass(c)).filter(
    (score) => !Number.isNaN(score),
  );
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}
