import type { Measure } from '../measure.ts';
import type { Sample } from '../sample.ts';

/** Values of a measure in the parts where it is defined. */
export function valuesByPart(measure: Measure, { parts = [] }: Sample): number[] {
  return parts.map((part) => measure.of(part)).filter((value) => !Number.isNaN(value));
}
