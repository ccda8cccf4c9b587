import { defineMeasure } from './measure.ts';
import type { Sample } from './sample.ts';

/**
 * Largest difference between two levels of a confounder in how often a class is called: max over classes p of
 * (max − min over levels) of P(ŷ = p | z) (Dwork et al., 2012). Of two classes it is the gap of the positive rate.
 * Where y depends on z, perfect predictions have a gap, too.
 */
export const demographicParityGap = defineMeasure({
  name: 'demographic-parity-gap',
  summary: 'Largest difference between levels of a confounder in how often a class is called.',
  source: 'Dwork et al., 2012',
  unit: 'fraction',
  better: 'lower',
  range: [0, 1],
  for: ['classes'],
  parts: 'confounder',
  of({ parts = [], classes }) {
    const rates = parts.map(calledRates).filter((rate) => !Number.isNaN(rate[0]!));
    if (rates.length < 2) return Number.NaN;
    let gap = 0;
    for (let p = 0; p < classes; p++) {
      const of = rates.map((rate) => rate[p]!);
      gap = Math.max(gap, Math.max(...of) - Math.min(...of));
    }
    return gap;
  },
});

/** P(ŷ = p) for each class p. */
function calledRates({ confusion, classes }: Sample): number[] {
  const total = confusion.reduce((a, b) => a + b, 0);
  return Array.from({ length: classes }, (_, p) => {
    let called = 0;
    for (let t = 0; t < classes; t++) called += confusion[t * classes + p]!;
    return called / total;
  });
}
