import { type ClassMeasure, defineMeasure, type Measure, type MeasureFamily } from '../measure.ts';
import type { Sample } from '../sample.ts';

/**
 * A measure of each class of y against the rest, one row of the record for each, under the measure's own name.
 *
 * @param labels names of the classes; 0, 1, … if absent
 */
export function perClass(measure: ClassMeasure, labels?: readonly string[]): MeasureFamily {
  return {
    kind: 'measure family',
    measure,
    members: ({ classes, y }) =>
      Array.from({ length: classes }, (_, c) => ({
        group: `y = ${labels?.[c] ?? c}`,
        count: (y as Int32Array).filter((code) => code === c).length,
        of: (sample: Sample) => measure.ofClass(sample, c),
      })),
  };
}

/**
 * The worst value over the classes where it is defined. A class that is never called has no precision.
 *
 * @example
 * worstClass(recall).name; // 'worst-class recall'
 */
export function worstClass<Name extends string>(measure: ClassMeasure<Name>): Measure<`worst-class ${Name}`> {
  const { ofClass, ...base } = measure;
  return defineMeasure({
    ...base,
    name: `worst-class ${measure.name}`,
    summary: `Lowest over the classes: ${measure.summary}`,
    of(sample) {
      let worst = Number.NaN;
      for (let c = 0; c < sample.classes; c++) {
        const value = ofClass(sample, c);
        if (!(value >= worst)) worst = Number.isNaN(value) ? worst : value;
      }
      return worst;
    },
  });
}
