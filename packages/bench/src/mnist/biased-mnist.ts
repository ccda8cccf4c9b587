import { defineDataset, option, options, Random } from '@mimmx/core';
import { z } from 'zod';
import { partColumn } from './colored-mnist.ts';
import { classes, DIGITS, paintedDigits } from './painted-digits.ts';
import { loadMnist, PIXELS, SIDE, TRAINING } from './source.ts';

const schema = options({
  correlation: option(z.number().min(0).max(1), {
    default: 0.997,
    description: 'ρ: share of the training digits of a class on its own colour.',
  }),
});

/** Background colours 0 to 9, bytes. */
const COLOURS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [225, 225, 0],
  [225, 0, 225],
  [0, 255, 255],
  [255, 128, 0],
  [255, 0, 128],
  [128, 0, 255],
  [128, 128, 128],
] as const;

/**
 * Biased-MNIST of Bahng et al. (ICML 2020): digits made fully white on a background whose colour goes with the class; on the
 * test ρ is 0.1, which says nothing of it. Values −1 to 1. Columns `digit`, `colour` and `part`.
 */
export const biasedMnist = defineDataset({
  name: 'biased-mnist',
  summary: 'All of MNIST on a background whose colour mostly goes with the class',
  source: 'Bahng et al., ICML 2020 (clovaai/rebias, colour_mnist.py)',
  options: schema,
  async create(_, { correlation }) {
    const mnist = await loadMnist();
    const random = new Random(1);
    const colour = new Int32Array(mnist.digits.length);
    for (const [from, to, own] of [
      [0, TRAINING, correlation],
      [TRAINING, mnist.digits.length, 0.1],
    ] as const) {
      for (let digit = 0; digit < 10; digit++) {
        const rows = Array.from({ length: to - from }, (__, i) => from + i).filter(
          (row) => mnist.digits[row] === digit,
        );
        const aligned = Math.trunc(rows.length * own);
        const others = DIGITS.map(Number).filter((code) => code !== digit);
        random.shuffle(rows).forEach((row, i) => {
          colour[row] = i < aligned ? digit : others[(i - aligned) % others.length]!;
        });
      }
    }
    return paintedDigits(mnist, {
      name: 'biased-mnist',
      places: Int32Array.from(mnist.digits, (__, place) => place),
      columns: { colour: classes(colour, DIGITS), part: partColumn(mnist.digits.length) },
      shape: [SIDE, SIDE, 3],
      paint(row, place) {
        const pixels = new Float32Array(3 * PIXELS);
        for (let i = 0; i < PIXELS; i++) {
          const ink = mnist.bytes[place * PIXELS + i]! > 0;
          for (let c = 0; c < 3; c++)
            pixels[3 * i + c] = (ink ? 255 : COLOURS[colour[row]!]![c]!) / 127.5 - 1;
        }
        return pixels;
      },
    });
  },
});

declare module '@mimmx/core' {
  interface DatasetOptions {
    'biased-mnist': z.input<typeof schema>;
  }
}
