import { options } from '@mimmx/core';
import { adjustedAccuracy } from '@mimmx/evaluation';
import { conflictingAccuracy, leakageOf, measured } from '../comparison/measures.ts';
import { defineProtocol, type ProtocolSetting, type PublishedNumber } from '../comparison/protocol.ts';
import { everyMethod } from './every-method.ts';
import { inTenPasses, paintedSetting } from './painted-setting.ts';

const SHARES = { '0.5 %': 0.005, '1 %': 0.01, '2 %': 0.02, '5 %': 0.05 } as const;
type Share = keyof typeof SHARES;

const setting = (name: Share): ProtocolSetting =>
  paintedSetting(name, { name: 'colored-mnist', options: { conflicting: SHARES[name] } }, ['colour']);

const SOURCE = 'DeNetDM, NeurIPS 2024, table 1; ERM and LfF as in Nam et al., NeurIPS 2020';
const PRINTED: Readonly<Record<string, readonly (readonly [number, number?])[]>> = {
  erm: [
    [35.34, 0.13],
    [50.34, 0.16],
    [62.29, 1.47],
    [77.63, 0.13],
  ],
  'group-dro': [[59.67], [71.33], [76.3], [84.4]],
  jtt: [
    [53.03, 3.89],
    [61.68, 2.02],
    [74.23, 3.21],
    [85.03, 1.1],
  ],
  lff: [
    [63.39, 1.97],
    [74.01, 2.21],
    [80.48, 0.45],
    [85.39, 0.94],
  ],
};

const published: PublishedNumber[] = Object.entries(PRINTED).flatMap(([row, values]) =>
  values.map(([value, spread], i) => ({
    row,
    setting: Object.keys(SHARES)[i]!,
    measure: 'unbiased accuracy',
    value,
    ...(spread === undefined ? {} : { spread, spreadIs: 'sd over 5 seeds' }),
    source: SOURCE,
    sure: 'secondary',
  })),
);

/** Colored MNIST of Nam et al. (2020). */
export const lffColoredMnistProtocol = defineProtocol({
  name: 'lff-colored-mnist',
  summary: 'Digits in the colour of their class, but for 0.5 to 5 % (LfF’s Colored MNIST).',
  source: 'Nam et al., NeurIPS 2020',
  options: options({}),
  create: () => ({
    title: 'Colored MNIST of LfF',
    question:
      'Ten digits and ten colours, one confounder. All but a few training digits have the colour of their class; on the test digit and colour are independent, and what counts is the mean over the 100 combinations.',
    settings: [...(Object.keys(SHARES) as Share[]).map(setting), inTenPasses(setting('1 %'))],
    rows: {
      ...everyMethod(100, 260),
      'jtt, as on CelebA': {
        method: 'jtt',
        options: { firstShare: 0.01, copies: 50 },
        differs:
          'errors counted after one pass of a hundred and taken 50 times more, as JTT printed it for CelebA',
        onRequest: true,
      },
    },
    seeds: 5,
    measures: [
      {
        name: 'unbiased accuracy',
        better: 'higher',
        unit: 'percent',
        of: measured('test', adjustedAccuracy),
        onSet: { set: 'test', measure: adjustedAccuracy },
      },
      {
        name: 'conflicting accuracy',
        better: 'higher',
        unit: 'percent',
        of: conflictingAccuracy('test', [0]),
      },
      { name: 'leakage of colour', better: 'lower', unit: 'percent', of: leakageOf('test', 'colour') },
    ],
    published,
    deviations: [
      'Colours are drawn with a seed, once for all trainings; the authors draw them once without.',
      'The last layer’s weights are drawn by Glorot’s rule, biases 0; those before it as in PyTorch.',
      'The published rows of Group DRO and JTT are from another paper, which does not print their settings. Ours are each method’s defaults.',
    ],
    selection: 'last update, as published',
  }),
});
