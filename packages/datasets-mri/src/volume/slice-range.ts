/** Which planes of a volume become rows. */
export interface SliceRange {
  /** First plane, and the one behind the last. */
  readonly range?: readonly [number, number] | undefined;
  /** `index`: planes counted from 0 as the file stores them. `fraction`: 0 to 1 of the planes that the file has. */
  readonly unit: 'index' | 'fraction';
  /** Every how-manieth plane. */
  readonly step: number;
}

/** The chosen planes of a volume of `count`, as stored indices in ascending order. */
export function planesOf(count: number, { range, unit, step }: SliceRange): number[] {
  const scale = unit === 'fraction' ? count : 1;
  const from = Math.max(0, Math.round((range?.[0] ?? 0) * scale));
  const to = range ? Math.min(count, Math.round(range[1] * scale)) : count;
  const planes: number[] = [];
  for (let plane = from; plane < to; plane += step) planes.push(plane);
  return planes;
}
