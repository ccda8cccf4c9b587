import { z } from 'zod';
import {
  defineEstimator,
  type EstimatorDefinition,
  type SampleEstimator,
  type TensorEstimator,
  type VariableForm,
} from '../../src/contracts/index.ts';
import { detach, normalTensor, type Random } from '../../src/tensor/index.ts';
import * as tf from '../../src/tf/index.ts';

const HIDDEN = 8;
export const RATE = 0.1;

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
export function mine(
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
export function bins(
  change: (sound: SampleEstimator, random: Random) => Partial<SampleEstimator> = () => ({}),
) {
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

export const variance = (values: ArrayLike<number>) => {
  const list = Array.from(values);
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  return list.reduce((sum, v) => sum + (v - mean) ** 2, 0) / list.length;
};

export const settings = { steps: 60, learningRate: 0.05 };
