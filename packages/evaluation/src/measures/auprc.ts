import { defineMeasure, meanOfDefined } from './measure.ts';
import type { Sample } from './sample.ts';

/**
 * Area under the precision–recall curve as average precision, Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct thresholds, without
 * interpolation (Davis & Goadrich, 2006, show why not to interpolate linearly). Two classes: of class 1. More: mean of
 * one-vs-rest over the classes that have both positives and negatives, as of AUROC. A useless score gives the frequency of the positive class.
 */
export const auprc = defineMeasure({
  name: 'auprc',
  summary: 'Average precision over the distinct thresholds; mean of one-vs-rest.',
  source: 'Davis & Goadrich, 2006',
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
  let hits = 0;
  let counted = 0;
  let area = 0;
  let blockHits = 0;
  let block = 0;
  // From the highest score down; all rows of equal score are called positive together.
  for (let i = order.length - 1; i >= 0; i--) {
    const row = order[i]!;
    block += weights[row]!;
    if (y[row] === c) blockHits += weights[row]!;
    if (i > 0 && endsBlock[i - 1] === 0) continue;
    hits += blockHits;
    counted += block;
    if (blockHits > 0) area += blockHits * (hits / counted);
    blockHits = 0;
    block = 0;
  }
  return hits < counted ? area / hits : Number.NaN;
}
