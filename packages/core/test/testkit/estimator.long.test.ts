import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  defineEstimator,
  type EstimatorDefinition,
  type SampleEstimator,
  type TensorEstimator,
  type VariableForm,
} from '../../src/contracts/index.ts';
import { detach, normalTensor, Random } from '../../src/tensor/index.ts';
import { estimatorChecks } from '../../src/testkit/index.ts';
import * as tf from '../../src/tf/index.ts';

beforeAll(() => tf.setBackend('cpu'));

const HIDDEN = 8;
const RATE = 0.1;

const encode = (form: VariableForm, t: tf.Tensor): tf.Tensor2D =>
  (form.kind === 'discrete' ? tf.cast(tf.oneHot(t as tf.Tensor1D, 2), 'float32') : t) as tf.Tensor2D;

/** The inner workings of the sound estimator below, any of which a mutant may replace. */
interface Parts {
  random: Random;
  /** Score of every x with every y, [n, n]. */
  table(x: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D;
  /** Weights of the joint pairs, on the diagonal, and of the product of the marginals, off it; each sums to 1. */
  joint(p: tf.Tensor1D): tf.Tensor2D;
  product(p: tf.Tensor1D): tf.Tensor2D;
  /** log of the moving average that the gradient divides by, and whether it is kept. */
  average(logMean: tf.Tensor, keep: boolean): tf.Tensor;
  variables: tf.Variable[];
  state: tf.Variable[];
}

/** MINE in a few lines: all pairs, importance weights, a moving average in the gradient. */
function mine(
  change: {
    parts?(parts: Parts): Partial<Parts>;
    estimator?(sound: TensorEstimator, parts: Parts): Partial<TensorEstimator>;
  } = {},
): EstimatorDefinition {
  return defineEstimator({
    name: 'plain-mine',
    summary: 'MINE with one hidden layer.',
    bound: 'lower',
    accepts: { x: ['continuous'], y: ['discrete', 'continuous'] },
    differentiable: true,
    unit: 'nats',
    options: z.strictObject({}),
    create({ x: formX, y: formY, random }) {
      const weights = (...shape: number[]) =>
        tf.tidy(() => tf.variable(normalTensor(random, shape) as tf.Tensor2D));
      const a = weights(formX.kind === 'discrete' ? 2 : 1, HIDDEN);
      const b = weights(formY.kind === 'discrete' ? 2 : 1, HIDDEN);
      const c = weights(HIDDEN, 1);
      const mean = tf.tidy(() => tf.variable(tf.scalar(0), false));
      const mass = tf.tidy(() => tf.variable(tf.scalar(0), false));
      const sound: Parts = {
        random,
        variables: [a, b, c],
        state: [mean, mass],
        table(x, y) {
          const sums = tf.add(tf.expandDims(tf.matMul(x, a), 1), tf.expandDims(tf.matMul(y, b), 0));
          const n = x.shape[0];
          return tf.matMul(tf.reshape(tf.tanh(sums), [n * n, HIDDEN]) as tf.Tensor2D, c).reshape([n, n]);
        },
        joint: (p) => tf.mul(tf.eye(p.shape[0]), p),
        product(p) {
          const all = tf.mul(tf.outerProduct(p, p), tf.sub(1, tf.eye(p.shape[0])));
          return tf.div(all, tf.sum(all));
        },
        average(logMean, keep) {
          const total = tf.add(tf.mul(mass, 1 - RATE), RATE);
          const now = tf.add(tf.mul(mean, 1 - RATE), tf.mul(tf.exp(logMean), RATE));
          if (keep) {
            mean.assign(now as tf.Scalar);
            mass.assign(total as tf.Scalar);
          }
          return detach(tf.log(tf.div(now, total)));
        },
      };
      const parts: Parts = { ...sound, ...change.parts?.(sound) };
      const value = (x: tf.Tensor, y: tf.Tensor, given: tf.Tensor1D | undefined, keep: boolean) =>
        tf.tidy(() => {
          const n = x.shape[0]!;
          const raw = given ?? (tf.ones([n]) as tf.Tensor1D);
          const p = tf.div(raw, tf.sum(raw)) as tf.Tensor1D;
          const scores = parts.table(encode(formX, x), encode(formY, y));
          const logMean = tf.log(tf.sum(tf.mul(parts.product(p), tf.exp(scores))));
          const joint = tf.sum(tf.mul(parts.joint(p), scores));
          // Value joint − log E exp T; gradient as if it were joint − E exp T / average.
          const ratio = tf.exp(tf.sub(logMean, parts.average(logMean, keep)));
          const surrogate = tf.sub(joint, ratio);
          return tf.add(surrogate, detach(tf.sub(tf.sub(joint, logMean), surrogate))) as tf.Scalar;
        });
      const estimator: TensorEstimator = {
        form: 'tensor',
        variables: parts.variables,
        state: parts.state,
        loss: (x, y, w) => tf.neg(value(x, y, w, true)),
        estimate: (x, y, w) => value(x, y, w, false),
      };
      return { ...estimator, ...change.estimator?.(estimator, parts) };
    },
  });
}

/** Plug-in estimate from ten bins a side. */
function bins(change: (sound: SampleEstimator, random: Random) => Partial<SampleEstimator> = () => ({})) {
  const code = (value: number) => Math.min(9, Math.max(0, Math.floor(5 + 2 * value)));
  return defineEstimator({
    name: 'plain-bins',
    summary: 'Ten bins a side.',
    bound: 'none',
    accepts: { x: ['continuous'], y: ['discrete'] },
    differentiable: false,
    unit: 'nats',
    options: z.strictObject({}),
    create({ random }) {
      const sound: SampleEstimator = {
        form: 'sample',
        measure(x, y) {
          if (x.rows !== y.rows) throw new Error(`${x.rows} and ${y.rows} rows`);
          const sd = Math.sqrt(variance(x.values));
          const mean = Array.from(x.values).reduce((a, b) => a + b, 0) / x.rows;
          const counts = new Map<string, number>();
          const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
          for (let i = 0; i < x.rows; i++) {
            const cell = code((x.values[i]! - mean) / sd);
            for (const key of [`x${cell}`, `y${y.values[i]}`, `${cell},${y.values[i]}`]) add(key);
          }
          let sum = 0;
          for (const [key, count] of counts) {
            const h = -(count / x.rows) * Math.log(count / x.rows);
            sum += key.includes(',') ? -h : h;
          }
          return sum;
        },
      };
      return { ...sound, ...change(sound, random) };
    },
  });
}

const variance = (values: ArrayLike<number>) => {
  const list = Array.from(values);
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  return list.reduce((sum, v) => sum + (v - mean) ** 2, 0) / list.length;
};

const settings = { steps: 60, learningRate: 0.05 };

describe('sound estimators pass', () => {
  for (const definition of [mine(), bins()]) {
    for (const check of estimatorChecks(definition, settings))
      test(`${definition.name}: ${check.name}`, check.run);
  }
});

let calls = 0;
let hidden: tf.Variable | undefined;
const scalar = (t: tf.Tensor) => t as tf.Scalar;

// What is broken ⇒ words of the check that must find it.
const mutants: Record<string, EstimatorDefinition> = {
  'wrong sign of the estimate ⇒ rises with dependence': mine({
    estimator: ({ estimate }) => ({ estimate: (x, y, w) => tf.neg(estimate(x, y, w)) }),
  }),
  'wrong sign of the loss ⇒ rises with dependence': mine({
    estimator: ({ loss }) => ({ loss: (x, y, w) => tf.neg(loss(x, y, w)) }),
  }),
  'bits for nats ⇒ has the size': mine({
    estimator: ({ estimate }) => ({ estimate: (x, y, w) => scalar(tf.div(estimate(x, y, w), Math.LN2)) }),
  }),
  'a moving average that is not held constant ⇒ gradient with respect to x': mine({
    parts: () => ({ average: (logMean) => logMean }),
  }),
  'the same ⇒ gradient of its loss': mine({ parts: () => ({ average: (logMean) => logMean }) }),
  'a moving average that starts at nothing, uncorrected ⇒ gradient of its loss': mine({
    parts: () => ({ average: (logMean) => detach(tf.add(logMean, Math.log(RATE))) }),
  }),
  'joint pairs in place of the product of the marginals ⇒ rises with dependence': mine({
    parts: ({ joint }) => ({ product: joint }),
  }),
  'scores centred over the whole batch, so that pairs see each other ⇒ weight zero not at all': mine({
    parts: ({ table }) => ({
      table: (x, y) => table(tf.div(x, tf.sqrt(tf.mean(tf.square(x)))) as tf.Tensor2D, y),
    }),
  }),
  'weights ignored ⇒ weight zero not at all': mine({
    estimator: ({ loss, estimate }) => ({ loss: (x, y) => loss(x, y), estimate: (x, y) => estimate(x, y) }),
  }),
  'weights ignored in the loss alone ⇒ weight zero not at all': mine({
    estimator: ({ loss }) => ({ loss: (x, y) => loss(x, y) }),
  }),
  'weights ignored in the product of the marginals ⇒ weight zero not at all': mine({
    parts: ({ product }) => ({
      product: (p) => product(tf.div(tf.ones(p.shape), p.shape[0]) as tf.Tensor1D),
    }),
  }),
  'trained in estimate ⇒ trained by its loss alone': mine({
    estimator: ({ estimate }, { variables }) => ({
      estimate(x, y, w) {
        variables[0]!.assign(tf.mul(variables[0]!, 1.01));
        return estimate(x, y, w);
      },
    }),
  }),
  'a moving average that estimate moves ⇒ trained by its loss alone': mine({
    parts: ({ average }) => ({ average: (logMean) => average(logMean, true) }),
  }),
  'a variable that no loss trains ⇒ trained by its loss alone': mine({
    estimator: ({ variables }) => ({ variables: [...variables, tf.variable(tf.scalar(1))] }),
  }),
  'a value for each row ⇒ finite scalars': mine({
    estimator: ({ estimate }) => ({
      estimate: (x, y, w) => tf.tile(tf.reshape(estimate(x, y, w), [1]), [3]) as never,
    }),
  }),
  'an infinite value with equal scores ⇒ finite scalars': mine({
    estimator: ({ estimate }) => ({ estimate: (x, y, w) => scalar(tf.div(estimate(x, y, w), 0)) }),
  }),
  'numbers from elsewhere than its Random ⇒ own Random': mine({
    estimator: ({ estimate }) => ({
      estimate: (x, y, w) => scalar(tf.add(estimate(x, y, w), tf.randomNormal([], 0, 0.01))),
    }),
  }),
  'a moving average that is not listed ⇒ lists every variable': mine({ estimator: () => ({ state: [] }) }),
  'the same ⇒ remembers nothing outside': mine({ estimator: () => ({ state: [] }) }),
  'a count of calls outside its state ⇒ remembers nothing outside': mine({
    estimator: ({ loss, estimate }) => ({
      loss: (x, y, w) => {
        calls++;
        return loss(x, y, w);
      },
      estimate: (x, y, w) => scalar(tf.mul(estimate(x, y, w), 1 + 1 / (1 + calls++))),
    }),
  }),
  'a tensor that is kept at each call ⇒ leaves no tensor': mine({
    estimator: ({ estimate }) => ({ estimate: (x, y, w) => tf.keep(estimate(x, y, w)) }),
  }),
  'a value read in the step ⇒ reads no value': mine({
    estimator: ({ estimate }) => ({ estimate: (x, y, w) => tf.scalar(estimate(x, y, w).dataSync()[0]!) }),
  }),
  'no gradient where one is promised ⇒ gradient with respect to x': mine({
    estimator: ({ estimate }) => ({
      estimate: (x, y, w) => scalar(tf.add(estimate(detach(x), y, w), tf.mul(tf.sum(x), 0))),
    }),
  }),
  'later rows count more ⇒ order of the rows': mine({
    parts: ({ joint }) => ({
      joint(p) {
        const later = tf.mul(p, tf.range(1, p.shape[0] + 1));
        return joint(tf.div(later, tf.sum(later)) as tf.Tensor1D);
      },
    }),
  }),
  'a variable made at the first call ⇒ lists every variable': mine({
    estimator: ({ estimate }) => ({
      estimate(x, y, w) {
        hidden = tf.variable(tf.scalar(1));
        return scalar(tf.mul(estimate(x, y, w), hidden));
      },
    }),
  }),
  'wrong sign of samples ⇒ near zero for independent': bins(({ measure }) => ({
    measure: (x, y) => -measure(x, y),
  })),
  'bits of samples ⇒ measures a known': bins(({ measure }) => ({
    measure: (x, y) => measure(x, y) / Math.LN2,
  })),
  'samples that are sorted in place ⇒ leaves its samples': bins(({ measure }) => ({
    measure(x, y) {
      const value = measure(x, y);
      x.values.sort();
      return value;
    },
  })),
  'unseeded noise ⇒ same under the same seed': bins(({ measure }) => ({
    measure: (x, y) => measure(x, y) + 1e-3 * new Random(calls++).uniform(),
  })),
  'a result that hangs on the first row ⇒ order of the rows': bins(({ measure }) => ({
    measure: (x, y) => measure(x, y) * (x.values[0]! > x.values.at(-1)! ? 1.01 : 1),
  })),
  'bins of fixed width in the unit of the data ⇒ unit of a continuous variable': bins(({ measure }) => ({
    measure: (x, y) => measure(x, y) / (1 + 0.01 * Math.sqrt(variance(x.values))),
  })),
  'rows that have no partner ⇒ different lengths': bins(({ measure }) => ({
    measure: (x, y) => measure({ ...x, rows: y.rows }, y),
  })),
};

describe('the kit finds what is broken', () => {
  for (const [mutant, definition] of Object.entries(mutants)) {
    const words = mutant.split(' ⇒ ')[1]!;
    test(mutant, async () => {
      const found = estimatorChecks(definition, settings).filter((check) => check.name.includes(words));
      expect(found).toHaveLength(1);
      await expect(async () => found[0]!.run()).rejects.toThrow('estimator "plain-');
    });
  }
});
