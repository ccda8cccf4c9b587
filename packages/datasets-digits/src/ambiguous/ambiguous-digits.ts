import { MimmxError, type Random } from '@mimmx/core';
import { strokeWidth, withStrokeWidth } from '../factors/thickness.ts';
import { type DigitSource, PIXELS, SIDE } from '../source.ts';
import { slantOf, withSlant } from './slant.ts';

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

/** A code for each attribute. */
export type AmbiguousCodes = Readonly<Record<AmbiguousName, number>>;

export interface AmbiguousDigits {
  readonly shape: readonly [number, number, number];
  readonly count: number;
  /** [count, 28, 28], 0 (paper) to 255 (ink). */
  readonly images: Uint8Array;
  /** Codes 0 and 1 of each attribute, independent and as often, [count]. */
  readonly codes: Readonly<Record<AmbiguousName, Float64Array>>;
  /** The quantity that was drawn, [count]. */
  readonly values: Readonly<Record<AmbiguousName, Float64Array>>;
  /**
   * The image of a row under other codes, everything else as it is, the noise of its quantities included: the true
   * counterfactual. With the row's own codes it is the row's image.
   */
  render(row: number, codes: AmbiguousCodes): Uint8Array;
  /** p(code 1 | quantity), as nobody can know it better. */
  posterior(name: AmbiguousName, value: number): number;
}

export interface AmbiguousSettings {
  /** Rows of the source to use, each once. */
  readonly rows: ArrayLike<number>;
  readonly random: Random;
}

/**
 * Digits with three binary attributes that their images show imperfectly, and a renderer that is known: thickness,
 * intensity and slant are drawn from two overlapping normal distributions each. What makes a good generator of
 * counterfactuals here can be reckoned: the class cannot be read better than its Bayes AUC, and the true counterfactual
 * exists.
 *
 * @throws E_ROW if a row is not in the source
 */
export function ambiguousDigits(source: DigitSource, { rows, random }: AmbiguousSettings): AmbiguousDigits {
  const count = rows.length;
  const codes = {} as Record<AmbiguousName, Float64Array>;
  const noise = {} as Record<AmbiguousName, Float64Array>;
  const values = {} as Record<AmbiguousName, Float64Array>;
  for (const attribute of ambiguousAttributes) {
    const { name } = attribute;
    codes[name] = Float64Array.from({ length: count }, () => random.integer(2));
    noise[name] = Float64Array.from({ length: count }, () => random.normal());
    values[name] = codes[name].map((code, i) => quantity(attribute, code, noise[name][i]!));
  }
  const plain = (row: number): Float32Array => {
    const place = rows[row]!;
    if (!Number.isInteger(place) || place < 0 || place >= source.count) {
      throw new MimmxError('E_ROW', `There is no digit ${place}; rows are 0 to ${source.count - 1}.`);
    }
    return Float32Array.from(
      source.bytes.subarray(place * PIXELS, (place + 1) * PIXELS),
      (byte) => byte / 255,
    );
  };
  const render = (row: number, wanted: AmbiguousCodes): Uint8Array => {
    const [width, ink, degrees] = ambiguousAttributes.map((attribute) =>
      quantity(attribute, wanted[attribute.name], noise[attribute.name][row]!),
    ) as [number, number, number];
    const drawn = measuredWidth(withSlant(plain(row), degrees), width);
    const full = ambiguousAttributes[1]!.measure(drawn) || 1;
    return Uint8Array.from(drawn, (value) => Math.round((255 * value * ink) / full));
  };
  const images = new Uint8Array(count * PIXELS);
  for (let row = 0; row < count; row++) {
    const own = {
      thickness: codes.thickness[row]!,
      intensity: codes.intensity[row]!,
      slant: codes.slant[row]!,
    };
    images.set(render(row, own), row * PIXELS);
  }
  return {
    shape: [SIDE, SIDE, 1],
    count,
    images,
    codes,
    values,
    render,
    posterior(name, value) {
      const { middle, sd, separation } = ambiguousAttributes.find((one) => one.name === name)!;
      return 1 / (1 + Math.exp((-separation * (value - middle)) / sd));
    },
  };
}

/** Rounds in which the width asked for is corrected by the width that came out. */
const CORRECTIONS = 2;

/**
 * What is asked of morphology and what is then measured differ by the digit's corners and ends; corrections bring them
 * together to within a tenth or two of a pixel.
 */
function measuredWidth(pixels: Float32Array, width: number): Float32Array {
  let asked = width;
  let drawn = withStrokeWidth(pixels, asked);
  for (let round = 0; round < CORRECTIONS; round++) {
    asked += width - strokeWidth(drawn);
    drawn = withStrokeWidth(pixels, asked);
  }
  return drawn;
}

/** Kept within 3.7 standard deviations of the middle, so that no stroke vanishes and no ink is more than full. */
function quantity({ middle, sd, separation }: AmbiguousAttribute, code: number, noise: number): number {
  const at = (code - 0.5) * separation + noise;
  return middle + sd * Math.min(3.7, Math.max(-3.7, at));
}
