import { MimmxError, type Random } from '@mimmx/core';
import { strokeWidth, withStrokeWidth } from '../factors/thickness.ts';
import { type DigitSource, PIXELS, SIDE } from '../source.ts';
import { type AmbiguousName, ambiguousAttributes, quantity } from './attributes.ts';
import { withSlant } from './slant.ts';

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
