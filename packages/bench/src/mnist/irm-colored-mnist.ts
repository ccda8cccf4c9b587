import { defineDataset, option, options, Random } from '@mimmx/core';
import { z } from 'zod';
import { classes, paintedDigits } from './painted-digits.ts';
import { loadMnist, PIXELS, SIDE, TRAINING } from './source.ts';

const schema = options({
  draw: option(z.number().int().nonnegative(), {
    default: 0,
    description:
      'Seed of the shuffle, the wrong labels and the colours: the authors draw all of them anew at each restart.',
  }),
  grey: option(z.boolean(), { default: false, description: 'Without colour: the oracle.' }),
});

/** How often colour contradicts the label: in the two training environments, and in the test. */
const ENVIRONMENTS = [0.2, 0.1, 0.9] as const;
const WRONG = 0.25;
const HALF = SIDE / 2;

/**
 * ColoredMNIST of Arjovsky et al. (2019): y is whether the digit is below 5, wrong in a quarter of the images; colour is y,
 * but for 20 and 10 % of the images in the two environments of training and 90 % in the test. 14 × 14, a channel for each
 * colour. The first 50,000 digits of MNIST train, the next 10,000 test. Columns `label`, `colour`, `environment` (missing in
 * the test) and `part`.
 */
export const irmColoredMnist = defineDataset({
  name: 'irm-colored-mnist',
  summary: 'Digits below 5 or not, with colours that say more of the label than the digit does',
  source: 'Arjovsky et al., 2019 (facebookresearch/InvariantRiskMinimization, colored_mnist/main.py)',
  options: schema,
  async create(_, { draw, grey }) {
    const mnist = await loadMnist();
    const random = new Random(draw);
    const places = Int32Array.from({ length: TRAINING }, (__, place) => place);
    random.shuffle(places.subarray(0, 50_000));
    const environment = places.map((__, row) => (row < 50_000 ? row % 2 : 2));
    const flipped = (chance: number) => (random.uniform() < chance ? 1 : 0);
    const label = places.map((place) => (mnist.digits[place]! < 5 ? 1 : 0) ^ flipped(WRONG));
    const colour = label.map((y, row) => y ^ flipped(ENVIRONMENTS[environment[row]!]!));
    const channels = grey ? 1 : 2;
    return paintedDigits(mnist, {
      name: 'irm-colored-mnist',
      places,
      columns: {
        label: classes(label, ['5 and above', 'below 5']),
        colour: classes(colour, ['red', 'green']),
        environment: classes(
          environment.map((code) => (code === 2 ? -1 : code)),
          ['e = 0.2', 'e = 0.1'],
        ),
        part: classes(
          environment.map((code) => (code === 2 ? 1 : 0)),
          ['train', 'test'],
        ),
      },
      shape: [HALF, HALF, channels],
      paint(row, place) {
        const pixels = new Float32Array(HALF * HALF * channels);
        for (let i = 0; i < HALF * HALF; i++) {
          const from = 2 * SIDE * Math.floor(i / HALF) + 2 * (i % HALF);
          pixels[channels * i + (grey ? 0 : colour[row]!)] = mnist.bytes[place * PIXELS + from]! / 255;
        }
        return pixels;
      },
    });
  },
});

declare module '@mimmx/core' {
  interface DatasetOptions {
    'irm-colored-mnist': z.input<typeof schema>;
  }
}
