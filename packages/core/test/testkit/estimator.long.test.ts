import { beforeAll, describe, expect, test } from 'vitest';
import type { EstimatorDefinition } from '../../src/contracts/index.ts';
import { detach, Random } from '../../src/tensor/index.ts';
import { estimatorChecks } from '../../src/testkit/index.ts';
import * as tf from '../../src/tf/index.ts';
import { bins, mine, RATE, settings, variance } from './sound-estimators.ts';

beforeAll(() => tf.setBackend('cpu'));

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
