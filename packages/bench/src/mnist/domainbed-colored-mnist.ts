import { defineDataset, option, options, Random } from '@mimmx/core';
import { z } from 'zod';
import { classes, paintedDigits } from './painted-digits.ts';
import { loadMnist, PIXELS, SIDE } from './source.ts';

const schema = options({
  draw: option(z.number().int().nonnegative(), {
    default: 0,
    description: 'Seed of the shuffle, the wrong labels, the colours and what is held out.',
  }),
});

/** How often colour contradicts the label in each environment; the last is the test. */
const ENVIRONMENTS = [0.1, 0.2, 0.9] as const;
const WRONG = 0.25;
const HELD_OUT = 0.2;

/**
 * ColoredMNIST of DomainBed (Gulrajani & Lopez-Paz, ICLR 2021), tested on −90 %: all 70,000 digits shuffled, every third
 * image in one environment, 28 × 28 with a channel for each colour. A fifth of every environment is held out; column `part`:
 * `train`, `held out` of the two training environments, `validation` (the fifth of the test environment) and `test`.
 */
export const domainbedColoredMnist = defineDataset({
  name: 'domainbed-colored-mnist',
  summary: 'Digits below 5 or not, in three environments of DomainBed',
  source: 'Gulrajani & Lopez-Paz, ICLR 2021 (facebookresearch/DomainBed, datasets.py)',
  options: schema,
  async create(_, { draw }) {
    const mnist = await loadMnist();
    const random = new Random(draw);
    const places = random.permutation(mnist.digits.length);
    const environment = places.map((__, row) => row % ENVIRONMENTS.length);
    const flipped = (chance: number) => (random.uniform() < chance ? 1 : 0);
    const label = places.map((place) => (mnist.digits[place]! < 5 ? 1 : 0) ^ flipped(WRONG));
    const colour = label.map((y, row) => y ^ flipped(ENVIRONMENTS[environment[row]!]!));
    const held = places.map(() => flipped(HELD_OUT));
    return paintedDigits(mnist, {
      name: 'domainbed-colored-mnist',
      places,
      columns: {
        label: classes(label, ['5 and above', 'below 5']),
        colour: classes(colour, ['red', 'green']),
        environment: classes(
          environment.map((code) => (code === 2 ? -1 : code)),
          ['+90 %', '+80 %'],
        ),
        part: classes(
          environment.map((code, row) => (code === 2 ? 2 : 0) + held[row]!),
          ['train', 'held out', 'test', 'validation'],
        ),
      },
      shape: [SIDE, SIDE, 2],
      paint(row, place) {
        const pixels = new Float32Array(2 * PIXELS);
        for (let i = 0; i < PIXELS; i++)
          pixels[2 * i + colour[row]!] = mnist.bytes[place * PIXELS + i]! / 255;
        return pixels;
      },
    });
  },
});

declare module '@mimmx/core' {
  interface DatasetOptions {
    'domainbed-colored-mnist': z.input<typeof schema>;
  }
}
