import { defineDataset, option, options } from '@mimmx/core';
import { z } from 'zod';
import { drawColours } from './colours.ts';
import { classes, DIGITS, paintedDigits } from './painted-digits.ts';
import { codesInBlocks, sharesOf } from './shares.ts';
import { loadMnist, PIXELS, SIDE, TRAINING } from './source.ts';

/** What images are divided by. `255 twice` is what the authors' code does, in the transform and again in the network. */
export const rangeSchema = z.enum(['255', '255 twice']);

/** Share of conflicting colours with which colour says nothing of ten digits. */
export const INDEPENDENT = 0.9;

const schema = options({
  conflicting: option(z.number().min(0).max(1), {
    default: 0.01,
    description: 'Share of the training digits that do not have the colour of their class.',
  }),
  severity: option(z.number().int().min(1).max(5), {
    default: 4,
    description: '1 to 5: how little colours of one class differ.',
  }),
  range: option(rangeSchema, { default: '255 twice', description: 'What pixels of 0 … 255 are divided by.' }),
});

/**
 * Colored MNIST of Nam et al. (NeurIPS 2020): 60,000 digits to train, each multiplied by a colour that mostly goes with its
 * class, and 10,000 to test, on which it does not. Columns `digit`, `colour` and `part`.
 */
export const coloredMnist = defineDataset({
  name: 'colored-mnist',
  summary: 'All of MNIST, every digit in a colour that mostly goes with its class',
  source: 'Nam et al., NeurIPS 2020 (alinlab/LfF, make_dataset.py)',
  options: schema,
  async create(_, { conflicting, severity, range }) {
    const mnist = await loadMnist();
    const shares = (share: number) => DIGITS.map((__, digit) => sharesOf(digit, share));
    const colour = codesByPart(mnist.digits, shares(conflicting), shares(INDEPENDENT));
    const colours = drawColours(colour, { severity, seed: 1 });
    const divisor = range === '255' ? 255 : 255 * 255;
    return paintedDigits(mnist, {
      name: 'colored-mnist',
      places: Int32Array.from(mnist.digits, (__, place) => place),
      columns: { colour: classes(colour, DIGITS), part: partColumn(mnist.digits.length) },
      shape: [SIDE, SIDE, 3],
      paint(row, place) {
        const pixels = new Float32Array(3 * PIXELS);
        for (let i = 0; i < PIXELS; i++) {
          const ink = mnist.bytes[place * PIXELS + i]!;
          if (ink === 0) continue;
          for (let c = 0; c < 3; c++) pixels[3 * i + c] = Math.floor(ink * colours[3 * row + c]!) / divisor;
        }
        return pixels;
      },
    });
  },
});

/** Column `part`: MNIST's own partition. */
export const partColumn = (count: number) =>
  classes(
    Int32Array.from({ length: count }, (_, place) => (place < TRAINING ? 0 : 1)),
    ['train', 'test'],
  );

/** Codes of the training digits and of the test digits, each by shares of its own. */
export function codesByPart(
  digits: Int32Array,
  train: readonly (readonly number[])[],
  test: readonly (readonly number[])[],
): Int32Array {
  const all = new Int32Array(digits.length);
  all.set(codesInBlocks(digits.subarray(0, TRAINING), train));
  all.set(codesInBlocks(digits.subarray(TRAINING), test), TRAINING);
  return all;
}

declare module '@mimmx/core' {
  interface DatasetOptions {
    'colored-mnist': z.input<typeof schema>;
  }
}
