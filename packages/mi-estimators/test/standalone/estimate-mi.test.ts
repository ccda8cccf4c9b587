import { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { describe, expect, test } from 'vitest';
import { estimateMi, estimateMiOfPairs } from '../../src/index.ts';
import { smallCritic } from '../small.ts';

const ROWS = 600;
const RHO = 0.8;
const TRUTH = -Math.log(1 - RHO ** 2) / 2;

function correlated(rows: number, rho: number, seed: number) {
  const random = new Random(seed);
  const x = Float32Array.from({ length: rows }, () => random.normal());
  const y = x.map((v) => rho * v + Math.sqrt(1 - rho ** 2) * random.normal());
  return { x, y };
}
/** Small and short, for TensorFlow.js's plain backend. */
const quick = { steps: 120, evaluateEvery: 40, batchSize: 48, learningRate: 0.02, folds: 3, seed: 1 };
const small = { hidden: [12] };

describe('estimateMi', () => {
  const { x, y } = correlated(ROWS, RHO, 1);

  test('finds the mutual information of correlated normals, with an interval', async () => {
    for (const [estimator, options, rest] of [
      ['doe', small, quick],
      ['ksg', {}, {}],
    ] as const) {
      const found = await estimateMi(x, y, { estimator, options, ...rest });
      expect(Math.abs(found.value - TRUTH)).toBeLessThan(0.12);
      expect(found.interval[0]).toBeLessThan(found.value);
      expect(found.interval[1]).toBeGreaterThan(found.value);
      expect(found).toMatchObject({ estimator, rows: ROWS, unit: 'nats', bound: 'none' });
    }
  });

  // The variance of the estimate from a sample correlation is ρ² / n.
  test.each([400, 6000])('the standard error from %i rows is that of the closed form', async (rows) => {
    let sum = 0;
    for (let seed = 0; seed < 8; seed++) {
      const pair = correlated(rows, RHO, 50 + seed);
      const { standardError } = await estimateMi(pair.x, pair.y, { estimator: 'gaussian' });
      sum += standardError / 8;
    }
    expect(Math.abs(Math.log((sum * Math.sqrt(rows)) / RHO))).toBeLessThan(0.25);
  });

  test('a class too rare for every tenth of many rows is no obstacle to an interval', async () => {
    const pair = correlated(6000, RHO, 1);
    const rare = Int32Array.from(pair.x, (_v, i) => (i < 3 ? 1 : 0));
    const found = await estimateMi(pair.x, rare, { estimator: 'ross' });
    expect(found.standardError).toBeGreaterThanOrEqual(0);
  });

  test('is the same under the same seed and another under another', async () => {
    const run = (seed: number) =>
      estimateMi(x, y, { estimator: 'club', options: small, ...quick, steps: 40, seed });
    const [a, b, c] = [await run(3), await run(3), await run(4)];
    expect(a.value).toBe(b.value);
    expect(a.value).not.toBe(c.value);
  });

  test('takes tensors, lists and classes, in either order', async () => {
    const codes = Int32Array.from(x, (v) => (v > 0 ? 1 : 0));
    const rows = Array.from(y, (v) => [v]);
    const values = [
      await estimateMi(rows, codes, { estimator: 'ross' }),
      await estimateMi(codes, tf.tensor1d(y), { estimator: 'ross' }),
      await estimateMi(tf.tensor2d(rows), tf.tensor1d(codes, 'int32'), { estimator: 'ross' }),
    ].map(({ value }) => value);
    expect(values[1]).toBeCloseTo(values[0]!, 6);
    expect(values[2]).toBeCloseTo(values[0]!, 6);
    // A class is held by only one side that `club` takes, so the sides are exchanged.
    const swapped = await estimateMi(y, codes, { estimator: 'club', options: small, ...quick, steps: 40 });
    expect(swapped.value).toBeGreaterThan(0);
  });

  test('needs no estimator to be named, and takes it as a configuration writes it', async () => {
    const codes = Int32Array.from(x, (v) => (v > 0 ? 1 : 0));
    const other = Int32Array.from(y, (v) => (v > 0 ? 1 : 0));
    const names = [await estimateMi(x, y), await estimateMi(x, codes), await estimateMi(other, codes)].map(
      ({ estimator }) => estimator,
    );
    expect(names).toEqual(['ksg', 'ross', 'histogram']);
    const chosen = await estimateMi(x, y, { estimator: { name: 'ksg', options: { k: 9 } } });
    const spelled = await estimateMi(x, y, { estimator: 'ksg', options: { k: 9 } });
    expect(chosen.value).toBe(spelled.value);
    expect(chosen.value).not.toBe((await estimateMi(x, y)).value);
  });

  test.each([
    [['F', 'M', 'F'], 'x is "F" in row 0, no number. Give classes as codes in an Int32Array.'],
    [[[1], ['a']], 'x is ["a"] in row 1, no number.'],
    [undefined, 'x is undefined. Give numbers, rows, a tensor, or classes as an Int32Array.'],
    ['text', 'x is string.'],
  ])('says what is wrong with %j', async (given, words) => {
    await expect(estimateMi(given as never, y)).rejects.toThrow(`E_SAMPLES: ${words}`);
  });

  test('tells how it gets on, and stops when asked to', async () => {
    const steps: number[] = [];
    const stop = new AbortController();
    const onProgress = ({ step }: { step: number }) => {
      steps.push(step);
      if (step >= 80) stop.abort();
    };
    const found = await estimateMi(x, y, {
      estimator: 'doe',
      options: small,
      ...quick,
      onProgress,
      signal: stop.signal,
    });
    expect(steps).toEqual([40, 80]);
    expect(found).toMatchObject({ steps: 80, converged: false });
  });

  test('leaves no tensor behind', async () => {
    await estimateMi(x, y, { estimator: 'mine', options: smallCritic, ...quick, steps: 40 });
    const before = tf.memory().numTensors;
    await estimateMi(x, y, { estimator: 'mine', options: smallCritic, ...quick, steps: 40 });
    await estimateMi(x, y, { estimator: 'hsic' });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('under a condition or another distribution', () => {
  /** y and z agree with a common class: dependent, but independent within it. */
  const random = new Random(8);
  const given = Int32Array.from({ length: 3000 }, () => random.integer(2));
  const noisy = () => Float32Array.from(given, (c) => 3 * c + random.normal());
  const [x, y] = [noisy(), noisy()];

  test('what a class explains is gone within it', async () => {
    const marginal = await estimateMi(x, y, { estimator: 'ksg', interval: false });
    const conditional = await estimateMi(x, y, { estimator: 'ksg', given });
    expect(marginal.value).toBeGreaterThan(0.3);
    expect(Math.abs(conditional.value)).toBeLessThan(0.06);
    // Within a class q(y) has another mean and scale than it starts from, and must learn them.
    const longer = { ...quick, steps: 240 };
    const trained = await estimateMi(x, y, { estimator: 'doe', options: small, given, ...longer });
    expect(Math.abs(trained.value)).toBeLessThan(0.08);
  });

  test('a group in which one side is constant counts as zero', async () => {
    const codes = Int32Array.from(given, (c, i) => (c === 0 ? 0 : i % 2));
    const found = await estimateMi(x, codes, { estimator: 'ross', given, interval: false });
    expect(Math.abs(found.value)).toBeLessThan(0.03);
  });

  test('weights that undo a correlation of classes undo its mutual information', async () => {
    const draws = new Random(9);
    const a = Int32Array.from({ length: 4000 }, () => draws.integer(2));
    const b = a.map((code) => (draws.uniform() < 0.9 ? code : 1 - code));
    const weights = Float32Array.from(a, (code, i) => (code === b[i] ? 1 / 0.9 : 1 / 0.1));
    const options = { estimator: 'barber-agakov', options: small, ...quick } as const;
    expect((await estimateMi(a, b, options)).value).toBeCloseTo(0.368, 1);
    expect(Math.abs((await estimateMi(a, b, { ...options, weights })).value)).toBeLessThan(0.02);
    expect(Math.abs((await estimateMi(a, b, { estimator: 'histogram', weights })).value)).toBeLessThan(0.02);
  });
});

test('pairs estimated together are found as each by itself', async () => {
  const pairs = [correlated(ROWS, 0, 2), correlated(ROWS, RHO, 3)];
  const found = await estimateMiOfPairs(pairs, { estimator: 'doe', options: small, ...quick });
  expect(Math.abs(found[0]!.value)).toBeLessThan(0.08);
  expect(Math.abs(found[1]!.value - TRUTH)).toBeLessThan(0.12);
});

describe('bad input gets one line that says what to do', () => {
  const { x, y } = correlated(40, RHO, 1);
  const constant = new Float32Array(40).fill(2);
  const nan = y.map((v, i) => (i === 7 ? Number.NaN : v));
  const infinite = y.map((v, i) => (i === 3 ? Number.POSITIVE_INFINITY : v));
  const one = new Int32Array(40).fill(1);
  const classes = Int32Array.from({ length: 40 }, (_, i) => i % 2);
  const empty = { values: new Float32Array(), rows: 40, columns: 0 };
  const many = { values: new Int32Array(40), rows: 40, columns: 1, classes: 60 };
  const cases: [string, Parameters<typeof estimateMi>, string][] = [
    ['lengths', [x, y.slice(1), { estimator: 'ksg' }], 'E_LENGTH: ksg: x has 40 rows and y 39'],
    ['NaN', [x, nan, { estimator: 'mine' }], 'E_NOT_FINITE: mine: y is NaN in row 7, column 0'],
    ['infinity', [x, infinite, { estimator: 'kde' }], 'E_NOT_FINITE: kde: y is Infinity in row 3'],
    [
      'a constant column',
      [constant, y, { estimator: 'club' }],
      'E_CONSTANT: club: x is 2 in every row of column 0',
    ],
    ['no column', [empty, y, { estimator: 'ksg' }], 'E_SAMPLES: ksg: x has 0 columns'],
    [
      'few rows',
      [x.slice(0, 3), y.slice(0, 3), { estimator: 'ksg' }],
      'E_TOO_FEW: ksg: 3 rows have no 5 neighbours',
    ],
    [
      'few rows to train on',
      [x.slice(0, 9), y.slice(0, 9), { estimator: 'doe' }],
      'E_TOO_FEW: doe: 9 rows; 5 folds need 20',
    ],
    ['more classes than rows', [x, many, { estimator: 'ross' }], 'E_CLASSES: ross: y holds only the class 0'],
    ['one class', [x, one, { estimator: 'ross' }], 'E_CLASSES: ross: y holds only the class 1'],
    [
      'a batch larger than the data',
      [x, y, { estimator: 'doe', batchSize: 64 }],
      'E_BATCH: doe: a batch of 64 is larger than the 24 rows',
    ],
    [
      'an unknown estimator',
      [x, y, { estimator: 'mien' }],
      'E_UNKNOWN_NAME: Unknown estimator "mien". Did you mean "mine"?',
    ],
    ['an unknown option', [x, y, { estimator: 'ksg', options: { kk: 3 } }], 'unknown option "kk"'],
    [
      'an unknown setting',
      [x, y, { estimator: 'ksg', sede: 3 } as never],
      'estimateMi: unknown option "sede". Did you mean "seed"?',
    ],
    [
      'a form it does not take',
      [classes, classes, { estimator: 'ksg' }],
      'E_FORM: ksg: x is discrete and y is discrete',
    ],
    ['a continuous condition', [x, y, { estimator: 'ksg', given: x }], 'E_FORM: ksg: given must be classes'],
    ['a negative weight', [x, y, { estimator: 'doe', weights: x }], 'E_NOT_FINITE: doe: the weight of row'],
    [
      'rows of different lengths',
      [[[1], [1, 2]], y, { estimator: 'ksg' }],
      'E_SAMPLES: x has 1 columns in row 0 and 2 in row 1',
    ],
  ];
  test.each(cases)('%s', async (_name, given, message) => {
    const error = await estimateMi(...given).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error?.message).toContain(message);
    expect(error?.message).not.toContain('\n');
  });
});
