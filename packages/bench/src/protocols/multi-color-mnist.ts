import { options } from '@mimmx/core';
import { conflictingAccuracy, leakageOf, meanOf } from '../comparison/measures.ts';
import {
  defineProtocol,
  type ProtocolMeasure,
  type ProtocolSetting,
  type PublishedNumber,
} from '../comparison/protocol.ts';
import { everyMethod } from './every-method.ts';
import { inTenPasses, paintedSetting } from './painted-setting.ts';

const SHARES = [0.005, 0.01, 0.02, 0.05] as const;

const percent = (share: number) => `${100 * share} %`;
const nameOf = (left: number, right: number) => `left ${percent(left)}, right ${percent(right)}`;

const setting = (left: number, right: number): ProtocolSetting =>
  paintedSetting(nameOf(left, right), { name: 'multi-color-mnist', options: { left, right } }, [
    'left',
    'right',
  ]);

/** Left and right aligned (a) or conflicting (c), each by the mean over its cells of digit, left and right. */
const CASES = {
  'both aligned': conflictingAccuracy('test', [], [0, 1]),
  'left conflicting, right aligned': conflictingAccuracy('test', [0], [1]),
  'left aligned, right conflicting': conflictingAccuracy('test', [1], [0]),
  'both conflicting': conflictingAccuracy('test', [0, 1]),
} as const;

const higher = (name: string, of: ProtocolMeasure['of']): ProtocolMeasure => ({
  name,
  better: 'higher',
  unit: 'percent',
  of,
});

const PRINTED: Readonly<Record<string, readonly [unbiased: number, spread: number, worst: number]>> = {
  erm: [57.4, 0.7, 5.2],
  lff: [52.0, 0.1, 5.1],
  debian: [72.0, 0.8, 16.0],
};
const published: PublishedNumber[] = Object.entries(PRINTED).flatMap(([row, [value, spread, worst]]) => {
  const about = {
    row,
    setting: nameOf(0.01, 0.05),
    source: 'Li et al., ECCV 2022, table 3',
    sure: 'memory',
  } as const;
  return [
    { ...about, measure: 'unbiased accuracy', value, spread, spreadIs: 'spread over 3 runs' },
    { ...about, measure: 'both conflicting', value: worst },
  ];
});

/** No combination of the two colours occurs with all ten digits, so overlap weights have nothing to weigh. */
const every = everyMethod(100, 260);

/** Multi-Color MNIST of Li et al. (2022): two confounders. */
export const multiColorMnistProtocol = defineProtocol({
  name: 'multi-color-mnist',
  summary: 'Two background colours that go with the digit: mending one shortcut can worsen the other.',
  source: 'Li et al., ECCV 2022',
  options: options({}),
  create: () => ({
    title: 'Multi-Color MNIST',
    question:
      'Two confounders at once: the colours of the left and of the right half of the background, independent of each other given the digit. On the test both are independent of it. Unbiased accuracy is the mean of the four cases of left and right being aligned or conflicting.',
    settings: [
      setting(0.01, 0.05),
      inTenPasses(setting(0.01, 0.05)),
      ...SHARES.flatMap((left) =>
        SHARES.filter((right) => right >= left && !(left === 0.01 && right === 0.05)).map((right) =>
          setting(left, right),
        ),
      ),
    ],
    rows: { ...every, 'overlap-balanced': { ...every['overlap-balanced']!, onRequest: true } },
    seeds: 5,
    measures: [
      higher('unbiased accuracy', meanOf(...Object.values(CASES))),
      ...Object.entries(CASES).map(([name, of]) => higher(name, of)),
      ...['left', 'right'].map(
        (factor): ProtocolMeasure => ({
          name: `leakage of ${factor}`,
          better: 'lower',
          unit: 'percent',
          of: leakageOf('test', factor),
        }),
      ),
    ],
    published,
    deviations: [
      'Colours are drawn with a seed, once for all trainings.',
      'The published numbers were not read in the paper but noted from memory: check them before citing.',
      'The last layer’s weights are drawn by Glorot’s rule, biases 0; those before it as in PyTorch.',
    ],
    selection: 'last update, as published',
  }),
});
