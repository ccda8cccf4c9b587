import type { Random } from '@mimmx/core';
import type { DigitSource } from '@mimmx/datasets-digits';
import { strokeWidth, withStrokeWidth } from '../packages/datasets-digits/src/factors/thickness.ts';

const PIXELS = 784;

/** Digits of the Morpho-MNIST causal model: thickness makes intensity, and both make the image with the digit. */
export interface MorphoDigits {
  readonly images: Uint8Array;
  readonly attributes: { digit: Float64Array; thickness: Float64Array; intensity: Float64Array };
}

/**
 * t = 0.5 + Gamma(10, 5), i = 64 + 191 σ(0.5 u + 2 t − 5), as published (deepscm's `create_synth_thickness_intensity_data`,
 * Castro et al., JMLR 2019). Thickness is the mean stroke width by area over perimeter, and not a distance transform's
 * skeleton mean, so that pixels here are not exactly those of Morpho-MNIST; strokes above 5 pixels are drawn at 5.
 */
export function morphoDigits(
  source: Pick<DigitSource, 'bytes' | 'digits'>,
  rows: ArrayLike<number>,
  random: Random,
): MorphoDigits {
  const images = new Uint8Array(rows.length * PIXELS);
  const attributes = {
    digit: new Float64Array(rows.length),
    thickness: new Float64Array(rows.length),
    intensity: new Float64Array(rows.length),
  };
  for (let i = 0; i < rows.length; i++) {
    let gamma = 0;
    for (let k = 0; k < 10; k++) gamma -= Math.log(1 - random.uniform()) / 5;
    const t = Math.min(5, 0.5 + gamma);
    const intensity = 64 + 191 / (1 + Math.exp(-(0.5 * random.normal() + 2 * t - 5)));
    const row = rows[i]!;
    const plain = Float32Array.from(source.bytes.subarray(row * PIXELS, (row + 1) * PIXELS), (v) => v / 255);
    const drawn = withStrokeWidth(plain, t);
    const middle = inkOf(drawn);
    for (let k = 0; k < PIXELS; k++)
      images[i * PIXELS + k] = Math.round(Math.min(255, (drawn[k]! / middle) * intensity));
    attributes.digit[i] = source.digits[row]!;
    // What was drawn, since morphology meets a width only to a tenth or two.
    attributes.thickness[i] = strokeWidth(drawn);
    attributes.intensity[i] = intensity;
  }
  return { images, attributes };
}

/** Median of the pixels that are at least half as dark as the darkest. */
function inkOf(pixels: ArrayLike<number>): number {
  let most = 0;
  for (let k = 0; k < pixels.length; k++) most = Math.max(most, pixels[k]!);
  const ink = Array.from(pixels as ArrayLike<number>)
    .filter((value) => value >= most / 2)
    .sort((a, b) => a - b);
  return ink[ink.length >> 1] || 1;
}

/** Thickness in pixels and intensity on 0 to 255 as they can be measured in an image of values 0 to 1. */
export const measured = (pixels: Float32Array): { thickness: number; intensity: number } => ({
  thickness: strokeWidth(pixels),
  intensity: 255 * inkOf(pixels),
});
