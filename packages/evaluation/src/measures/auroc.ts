import { defineMeasure, meanOfDefined } from './measure.ts';
import type { Sample } from './sample.ts';

/**
 * Area under the receiver operating characteristic, exact: the probability that a random positive scores above a
 * random negative, ties counting one half (Mann–Whitney U by mid-ranks; Hanley & McNeil, 1982). Two classes: of the
 * probability of class 1. More: mean of one-vs-rest over the classes that have both positives and negatives (macro).
 */
export const auroc = defineMeasure({
  name: 'auroc',
  summary: 'Probability that a row of the class scores above one of the others; mean of one-vs-rest.',
  source: 'Hanley & McNeil, 1982',
  unit: 'fraction',
  better: 'higher',
  range: [0, 1],
  for: ['classes'],
  within: 'confounder',
  of: (sample) =>
    sample.classes === 2
      ? ofClass(sample, 1)
      : meanOfDefined(Array.from({ length: sample.classes }, (_, c) => ofClass(sample, c))),
});

function ofClass(sample: Sample, c: number): number {
  const { y, weights } = sample;
  const { order, endsBlock } = sample.byScore(c);
  let positives = 0;
  let negatives = 0;
  let blockPositives = 0;
  let blockNegatives = 0;
  let area = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (y[row] === c) blockPositives += weights[row]!;
    else blockNegatives += weights[row]!;
    if (endsBlock[i] === 0) continue;
    area += blockPositives * (negatives + blockNegatives / 2);
    positives += blockPositives;
    negatives += blockNegatives;
    blockPositives = 0;
    blockNegatives = 0;
  }
  return area / (positives * negatives);
}
