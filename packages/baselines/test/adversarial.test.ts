import * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reverseGradient } from '../src/adversarial/reverse-gradient.ts';
import { brNet, cdann, cfair, dann, laftr, lnl } from '../src/index.ts';
import { cpuBackend } from './kit.ts';
import {
  encoded,
  entropies,
  expectDescent,
  knownMean,
  labels,
  logitsOf,
  logSoftmax,
  type Matrix,
  mean,
  onTenRows,
  perceptron,
  taskOf,
  type Values,
  valuesOf,
  Y,
  Z,
} from './ten-rows.ts';

await cpuBackend();

const NETWORK = /^(encoder|heads)\./;
const ADVERSARY = /^adversary\./;
const small = { adversaryHidden: [3] };

async function step(definition: unknown, options: Record<string, unknown>, confounders: number, classes = 2) {
  const { method } = onTenRows(definition, { options, task: taskOf(confounders, classes) });
  const before = valuesOf(method);
  const metrics = await method.update();
  const after = valuesOf(method);
  method.dispose();
  return { before, after, metrics };
}

const task = (values: Values, classes = 2) => mean(entropies(logitsOf(values), labels(classes)));
const outputs = (values: Values, i: number, features = encoded(values)): Matrix =>
  perceptron(values, 'adversary', 4 * i, 2, features);
/** Mean over the confounders of the adversaries' mean cross-entropy. */
const told = (values: Values, n: number) =>
  mean(Array.from({ length: n }, (_, i) => knownMean(entropies(outputs(values, i), Z[i]!), Z[i]!)));

describe('gradient reversal', () => {
  it('keeps the value, and turns the slope of any function round, by central differences', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.double({ min: 0, max: 3, noNaN: true }), (x, c, scale) => {
        const f = (v: number) => Math.sin(3 * v) + c * v ** 3;
        const graph = (v: tf.Tensor) => tf.sin(v.mul(3)).add(v.pow(3).mul(c)).asScalar() as tf.Scalar;
        const [value, slope] = tf.tidy(() => {
          const at = tf.scalar(x);
          const through = tf.valueAndGrad((v: tf.Tensor) => graph(reverseGradient(v, scale)))(at);
          return [through.value.dataSync()[0]!, through.grad.dataSync()[0]!];
        });
        expect(value).toBeCloseTo(f(x), 5);
        expect(slope).toBeCloseTo((-scale * (f(x + 1e-5) - f(x - 1e-5))) / 2e-5, 3);
      }),
      { numRuns: 40 },
    );
  });
});

describe('dann', () => {
  it.each([1, 2, 3])(
    'moves encoder and adversaries apart along the slopes of its two losses, N = %i',
    async (n) => {
      const { before, after } = await step(dann, { ...small, lambda: 0.7 }, n);
      expectDescent(before, after, NETWORK, (v) => task(v) - 0.7 * told(v, n));
      expectDescent(before, after, ADVERSARY, (v) => told(v, n));
    },
  );

  it('lets the adversary take steps ahead, on features that stand still', async () => {
    const once = await step(dann, { ...small, lambda: 0 }, 1);
    const thrice = await step(dann, { ...small, lambda: 0, adversarySteps: 3 }, 1);
    const { method } = onTenRows(dann, { options: { ...small, lambda: 0, adversarySteps: 1 } });
    method.dispose();
    expect(thrice.before).toEqual(once.before);
    expect(thrice.after['encoder.0']).toEqual(once.after['encoder.0']);
    // The last step's loss is what the adversary came to before it.
    expect(thrice.metrics['loss.adversary']!).toBeLessThan(once.metrics['loss.adversary']!);
  });

  it('refuses a task without confounders', () => {
    expect(() => onTenRows(dann, { task: taskOf(0) })).toThrow(/^E_NO_CONFOUNDERS: dann/);
  });
});

describe('cdann', () => {
  it.each([
    [1, 2],
    [2, 2],
    [2, 3],
  ])('tells the adversary y and counts every class alike, N = %i with %i classes', async (n, classes) => {
    const { before, after } = await step(cdann, { ...small, lambda: 0.7 }, n, classes);
    const y = labels(classes);
    const loss = (v: Values) => {
      const features = encoded(v).map((row, i) =>
        row.map((f, k) => f + v[`adversary.${4 * n}`]![y[i]! * row.length + k]!),
      );
      return mean(
        Array.from({ length: n }, (_, i) => {
          const rows = entropies(outputs(v, i, features), Z[i]!);
          return mean(
            Array.from({ length: classes }, (_, c) =>
              mean(rows.filter((_, row) => y[row] === c && Z[i]![row]! >= 0)),
            ),
          );
        }),
      );
    };
    expectDescent(before, after, NETWORK, (v) => task(v, classes) - 0.7 * loss(v));
    expectDescent(before, after, ADVERSARY, loss);
  });
});

describe('lnl', () => {
  it('makes the adversary unsure through the encoder alone, and teaches it all the same', async () => {
    const { before, after } = await step(lnl, { ...small, lambda: 0.4, reversal: 0.3 }, 2);
    const sureness = (v: Values) =>
      mean(
        [0, 1].map((i) =>
          knownMean(
            outputs(v, i).map((row) => logSoftmax(row).reduce((sum, l) => sum + Math.exp(l) * l, 0)),
            Z[i]!,
          ),
        ),
      );
    expectDescent(before, after, NETWORK, (v) => task(v) + 0.4 * sureness(v) - 0.3 * told(v, 2));
    expectDescent(before, after, ADVERSARY, (v) => told(v, 2));
  });

  it('has an adversary that learns', async () => {
    const options = { ...small, lambda: 0, reversal: 0, adversaryLearningRate: 0.5 };
    const { method } = onTenRows(lnl, { options });
    const first = await method.update();
    for (let i = 0; i < 20; i++) await method.update();
    expect((await method.update())['loss.adversary']!).toBeLessThan(0.8 * first['loss.adversary']!);
    method.dispose();
  });
});

describe('br-net', () => {
  const squared = (a: readonly number[], b: readonly number[]) => {
    const [ma, mb] = [mean(a), mean(b)];
    const cov = mean(a.map((v, i) => (v - ma) * (b[i]! - mb)));
    return cov ** 2 / (mean(a.map((v) => (v - ma) ** 2)) * mean(b.map((v) => (v - mb) ** 2)) + 1e-8);
  };
  it.each([
    ['all', 1],
    ['all', 2],
    [0, 1],
    [1, 3],
  ] as const)(
    'lowers the squared correlation that its adversary raises, rows %s, N = %i',
    async (controls, n) => {
      const { before, after, metrics } = await step(brNet, { ...small, lambda: 0.6, controls }, n);
      const correlation = (v: Values) =>
        mean(
          Array.from({ length: n }, (_, i) => {
            const at = Y.flatMap((y, row) =>
              Z[i]![row]! >= 0 && (controls === 'all' || y === controls) ? [row] : [],
            );
            const predicted = outputs(v, i);
            return squared(
              at.map((row) => predicted[row]![0]!),
              at.map((row) => Z[i]![row]!),
            );
          }),
        );
      expect(metrics.correlation).toBeCloseTo(correlation(before), 4);
      expectDescent(before, after, NETWORK, (v) => task(v) + 0.6 * correlation(v));
      expectDescent(before, after, ADVERSARY, (v) => -correlation(v));
    },
  );

  it('refuses controls of a class that is not there', () => {
    expect(() => onTenRows(brNet, { options: { controls: 2 } })).toThrow(/^E_OPTION: br-net: controls is 2/);
  });
});

/** Rows of class c of y whose confounder i has that value. */
const cell = (i: number, value: number, c: number) =>
  Y.flatMap((y, row) => (y === c && Z[i]![row] === value ? [row] : []));

describe('cfair', () => {
  it.each([1, 2])(
    'plays the balanced error of y against adversaries within its classes, N = %i',
    async (n) => {
      const { before, after } = await step(cfair, { ...small, mu: 0.6 }, n);
      const loss = (v: Values) =>
        mean(
          Array.from({ length: n }, (_, i) =>
            [0, 1].reduce((sum, c) => {
              const rows = entropies(outputs(v, 2 * i + c), Z[i]!);
              const cells = [0, 1].map((value) => cell(i, value, c)).filter((at) => at.length > 0);
              return sum + mean(cells.map((at) => mean(at.map((row) => rows[row]!))));
            }, 0),
          ),
        );
      // y has as many rows of either class, so that its balanced error is the plain one.
      expectDescent(before, after, NETWORK, (v) => task(v) - 0.6 * loss(v));
      expectDescent(before, after, ADVERSARY, loss);
    },
  );

  it('balances y itself where its classes are unequal', async () => {
    const { before, after } = await step(cfair, { ...small, mu: 0 }, 1, 3);
    const y = labels(3);
    const balanced = (v: Values) => {
      const rows = entropies(logitsOf(v), y);
      return mean([0, 1, 2].map((c) => mean(rows.filter((_, row) => y[row] === c))));
    };
    expectDescent(before, after, NETWORK, balanced);
  });
});

describe('laftr', () => {
  it.each([1, 2])('tells its adversary y, and weighs every group alike, N = %i', async (n) => {
    const { before, after } = await step(laftr, { ...small, gamma: 0.6 }, n);
    const loss = (v: Values) =>
      mean(
        Array.from({ length: n }, (_, i) => {
          const told = encoded(v).map((row, at) => [...row, Y[at] === 0 ? 1 : 0, Y[at]!]);
          const missed = entropies(outputs(v, i, told), Z[i]!).map((l) => 1 - Math.exp(-l));
          const cells = [0, 1].flatMap((c) => [0, 1].map((value) => cell(i, value, c)));
          return mean(cells.filter((at) => at.length > 0).map((at) => mean(at.map((row) => missed[row]!))));
        }),
      );
    expectDescent(before, after, NETWORK, (v) => task(v) - 0.6 * loss(v));
    expectDescent(before, after, ADVERSARY, loss);
  });

  it('refuses a continuous confounder', () => {
    const age = { name: 'age', kind: 'continuous', mean: 0, sd: 1 } as const;
    expect(() => onTenRows(laftr, { task: { ...taskOf(0), z: [age] } })).toThrow(
      /^E_TASK: laftr: the confounder "age"/,
    );
  });
});
