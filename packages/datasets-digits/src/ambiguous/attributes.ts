import { strokeWidth } from '../factors/thickness.ts';
import { slantOf } from './slant.ts';

export type AmbiguousName = 'thickness' | 'intensity' | 'slant';

/** One attribute: a binary class, seen only through a measured quantity that overlaps between the classes. */
export interface AmbiguousAttribute {
  readonly name: AmbiguousName;
  readonly labels: readonly [string, string];
  readonly unit: string;
  /** Midway between the classes' means. */
  readonly middle: number;
  readonly sd: number;
  /** d′: how far the means lie apart, in standard deviations. The best possible AUC is Φ(d′ / √2). */
  readonly separation: number;
  /** The quantity as it can be measured in an image. */
  measure(pixels: Float32Array): number;
}

/** Best possible AUC .75, .85 and .95. */
export const ambiguousAttributes: readonly AmbiguousAttribute[] = [
  {
    name: 'thickness',
    labels: ['thin', 'thick'],
    unit: 'pixels',
    middle: 2.9,
    sd: 0.45,
    separation: 0.9539,
    measure: strokeWidth,
  },
  {
    name: 'intensity',
    labels: ['faint', 'dark'],
    unit: 'share of full ink',
    middle: 0.7,
    sd: 0.08,
    separation: 1.4657,
    measure: (pixels) => pixels.reduce((a, b) => Math.max(a, b), 0),
  },
  {
    name: 'slant',
    labels: ['left', 'right'],
    unit: 'degrees',
    middle: 0,
    sd: 8,
    separation: 2.3262,
    measure: slantOf,
  },
];

/** The quantity of a class under a standard normal noise. Kept within 3.7 standard deviations of the middle, so that no stroke vanishes and no ink is more than full. */
export function quantity(
  { middle, sd, separation }: AmbiguousAttribute,
  code: number,
  noise: number,
): number {
  const at = (code - 0.5) * separation + noise;
  return middle + sd * Math.min(3.7, Math.max(-3.7, at));
}
