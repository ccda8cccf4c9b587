import { defineDataset, option, options } from '@mimmx/core';
import { z } from 'zod';
import { codesByPart, INDEPENDENT, partColumn, rangeSchema } from './colored-mnist.ts';
import { drawColours } from './colours.ts';
import { classes, DIGITS, paintedDigits } from './painted-digits.ts';
import { sharesOf } from './shares.ts';
import { loadMnist, PIXELS, SIDE } from './source.ts';

const share = z.number().min(0).max(1);
const schema = options({
  left: option(share, {
    default: 0.01,
    description: 'Share of the training digits whose left half does not have the colour of their class.',
  }),
  right: option(share, { default: 0.05, description: 'The same of the right half.' }),
  severity: option(z.number().int().min(1).max(5), {
    default: 4,
    description: '1 to 5: how little colours of one class differ.',
  }),
  range: option(rangeSchema, { default: '255 twice', description: 'What pixels of 0 … 255 are divided by.' }),
});

/**
 * Multi-Color MNIST of Li et al. (ECCV 2022): a background whose left and right half each have a colour that mostly goes with
 * the class, independently of each other given it. Where ink is not full it gets brighter, too, as in the original. Columns
 * `digit`, `left`, `right` and `part`; on the test part both are independent of the digit.
 */
export const multiColorMnist = defineDataset({
  name: 'multi-color-mnist',
  summary: 'All of MNIST on two background colours, each of which mostly goes with the class',
  source: 'Li et al., ECCV 2022 (zhihengli-UR/DebiAN, make_multi_color_mnist.py)',
  options: schema,
  async create(_, { left, right, severity, range }) {
    const mnist = await loadMnist();
    const shares = (l: number, r: number) =>
      DIGITS.map((__, digit) =>
        sharesOf(digit, l).flatMap((own) => sharesOf(digit, r).map((other) => own * other)),
      );
    const pairs = codesByPart(mnist.digits, shares(left, right), shares(INDEPENDENT, INDEPENDENT));
    const codes = [pairs.map((pair) => Math.floor(pair / 10)), pairs.map((pair) => pair % 10)] as const;
    const sides = [
      drawColours(codes[0], { severity, seed: 1 }),
      drawColours(codes[1], { severity, seed: 2, complement: true }),
    ] as const;
    const divisor = range === '255' ? 255 : 255 * 255;
    return paintedDigits(mnist, {
      name: 'multi-color-mnist',
      places: Int32Array.from(mnist.digits, (__, place) => place),
      columns: {
        left: classes(codes[0], DIGITS),
        right: classes(codes[1], DIGITS),
        part: partColumn(mnist.digits.length),
      },
      shape: [SIDE, SIDE, 3],
      paint(row, place) {
        const pixels = new Float32Array(3 * PIXELS);
        for (let i = 0; i < PIXELS; i++) {
          const ink = mnist.bytes[place * PIXELS + i]!;
          const colours = sides[i % SIDE < SIDE / 2 ? 0 : 1];
          for (let c = 0; c < 3; c++) {
            const lit = ink === 255 ? 255 : Math.min(255, ink + Math.floor(255 * colours[3 * row + c]!));
            pixels[3 * i + c] = lit / divisor;
          }
        }
        return pixels;
      },
    });
  },
});

declare module '@mimmx/core' {
  interface DatasetOptions {
    'multi-color-mnist': z.input<typeof schema>;
  }
}
