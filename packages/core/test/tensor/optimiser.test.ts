import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOptimiser, type OptimiserSettings, sgd } from '../../src/index.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';

beforeAll(() => cpu.setup());

const run: OptimiserSettings = {
  learningRate: 0.1,
  weightDecay: 0,
  schedule: 'constant',
  batchSize: 1,
  updates: 6,
};

/** Where a weight goes under given gradients. */
function path(settings: OptimiserSettings, gradients: readonly number[], start = 1): number[] {
  const w = tf.variable(tf.tensor1d([start]));
  const optimiser = createOptimiser(settings, [w]);
  const places = gradients.map((g) => {
    optimiser.apply([tf.tensor1d([g])]);
    return w.dataSync()[0]!;
  });
  tf.dispose([w, ...optimiser.state]);
  return places;
}

const near = (found: readonly number[], expected: readonly number[]) => {
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 4);
};

describe('the optimiser of a run', () => {
  it('is gradient descent with momentum, written out, for any gradients', () => {
    const number = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 6 }), fc.boolean(), (gradients, nesterov) => {
        const [momentum, decay] = [0.8, 0.05];
        let [w, v] = [1, 0];
        const expected = gradients.map((given) => {
          const g = given + decay * w;
          v = momentum * v + g;
          w -= 0.1 * (nesterov ? g + momentum * v : v);
          return w;
        });
        near(path({ ...run, optimiser: 'sgd', momentum, nesterov, weightDecay: decay }, gradients), expected);
      }),
      { numRuns: 30 },
    );
  });

  it('does what tf.train.momentum does', () => {
    const [a, b] = [tf.variable(tf.tensor1d([1, -2])), tf.variable(tf.tensor1d([1, -2]))];
    const ours = createOptimiser({ ...run, optimiser: 'sgd', momentum: 0.9 }, [a]);
    const theirs = tf.train.momentum(0.1, 0.9);
    for (let i = 0; i < 8; i++) {
      ours.minimize(() => tf.sum(tf.pow(a, 4)).mul(0.01) as tf.Scalar);
      theirs.minimize(() => tf.sum(tf.pow(b, 4)).mul(0.01) as tf.Scalar, false, [b]);
    }
    near([...a.dataSync()], [...b.dataSync()]);
  });

  it('adds the decay to the gradient with "adam", so that its length is lost, and not with "adamw"', () => {
    // Where the loss has no gradient, coupled decay makes a whole step of Adam; decoupled decay is as long as it says.
    near(path({ ...run, optimiser: 'adam', weightDecay: 0.01 }, [0]), [0.9]);
    near(path({ ...run, weightDecay: 0.01 }, [0]), [0.999]);
    near(path({ ...run, optimiser: 'adamw', weightDecay: 0.01 }, [0]), [0.999]);
  });

  it('lowers the rate at shares of the updates', () => {
    const settings = { ...run, optimiser: 'sgd', momentum: 0, schedule: 'step' } as const;
    near(path(settings, [1, 1, 1, 1, 1, 1], 0), [-0.1, -0.2, -0.21, -0.22, -0.221, -0.222]);
    near(path({ ...settings, decayAt: [0.5], decayFactor: 0.5 }, [1, 1, 1, 1], 0), [-0.1, -0.2, -0.3, -0.35]);
  });

  it('begins anew after a reset', () => {
    const w = tf.variable(tf.tensor1d([0]));
    const optimiser = sgd({
      variables: [w],
      learningRate: 1,
      momentum: 0.9,
      schedule: { kind: 'step', at: [1], factor: 0.5 },
    });
    optimiser.apply([tf.tensor1d([1])]);
    optimiser.reset();
    w.assign(tf.tensor1d([0]));
    optimiser.apply([tf.tensor1d([1])]);
    expect(w.dataSync()[0]).toBe(-1);
  });

  it('refuses to train nothing', () => {
    expect(() => createOptimiser({ ...run, optimiser: 'sgd' }, [])).toThrow(/^E_OPTION/);
  });
});
