import { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { auroc, sampleOf } from '@mimmx/evaluation';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Attribute,
  calibrate,
  createCnnPredictor,
  createParentEncoding,
  fitLinearPredictor,
  normalCdf,
  predictAll,
  principalSubspace,
  probabilitiesOf,
  project,
  trainPredictor,
} from '../../src/index.ts';
import { bestTemperature } from '../../src/predictors/calibrate.ts';
import { ambiguous } from '../ambiguous.ts';
import { compiling } from '../backends.ts';

beforeAll(() => compiling.setup());

const labels = ['dark', 'light'];
const attributes: Attribute[] = ['left', 'right'].map((name) => ({ name, kind: 'categorical', labels }));
const encoding = createParentEncoding(attributes);
const [train, held] = [ambiguous(600, 1), ambiguous(600, 2)];
const aucOf = (logits: Float64Array, truth: Float64Array) =>
  auroc.of(sampleOf(Int32Array.from(truth), probabilitiesOf(logits, 2)));

/** The AUC that the weak attribute allows, by hand: its two greys lie 0.16 apart, with a spread of 0.08. */
const CEILING = normalCdf(0.16 / 0.08 / Math.SQRT2);

test('the linear predictor comes near what the images allow, in the pixels themselves', async () => {
  const predictor = fitLinearPredictor({
    table: train,
    attributes,
    encoding,
    random: new Random(3),
    components: 8,
  });
  const predicted = await predictAll(predictor, held, compiling);
  expect(aucOf(predicted.left!, held.attributes.left!)).toBeGreaterThan(0.97);
  expect(Math.abs(aucOf(predicted.right!, held.attributes.right!) - CEILING)).toBeLessThan(0.04);
});

describe('the convolutional predictor', () => {
  test('learns, is calibrated, and says the same of the same image', async () => {
    const predictor = createCnnPredictor({
      shape: [8, 8, 1],
      attributes,
      random: new Random(4),
      channels: [8, 8],
      hidden: 16,
    });
    const training = trainPredictor(
      { predictor, table: train, encoding, backend: compiling, random: new Random(5) },
      { updates: 80, learningRate: 5e-3 },
    );
    for (let i = 0; i < 80; i++) await training.update();
    training.dispose();
    const before = await predictAll(predictor, held, compiling);
    expect(aucOf(before.left!, held.attributes.left!)).toBeGreaterThan(0.97);
    expect(aucOf(before.right!, held.attributes.right!)).toBeGreaterThan(CEILING - 0.06);
    const found = await calibrate(predictor, held, compiling);
    const after = await predictAll(predictor, held, compiling);
    expect(after.right![7]).toBeCloseTo(before.right![7]! / found.right!, 3);
    expect(bestTemperature(after.right!, held.attributes.right!, 2)).toBeCloseTo(1, 2);
    // A batch of another size does not change what it says of an image.
    const x = tf.tensor4d(held.images.slice(0, 64).map((v) => 2 * v - 1) as Float32Array, [1, 8, 8, 1]);
    const alone = await compiling.compile((one: tf.Tensor) => ({ ...predictor.outputs(one as tf.Tensor4D) }))(
      x,
    );
    expect((await alone.right!.data())[1]).toBeCloseTo(after.right![1]!, 4);
  });
});

test('temperature scaling undoes a factor on calibrated logits', () => {
  const random = new Random(6);
  const truth = new Float64Array(20_000);
  const logits = new Float64Array(40_000);
  for (let i = 0; i < truth.length; i++) {
    const logit = 2 * random.normal();
    truth[i] = random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    logits[2 * i + 1] = 3 * logit;
  }
  expect(bestTemperature(logits, truth, 2)).toBeCloseTo(3, 0);
});

test('the principal subspace holds the directions of most variance', () => {
  const random = new Random(7);
  const rows = Float64Array.from(
    { length: 400 * 12 },
    (_, i) => (i % 12 < 3 ? 5 : 0.5) * random.normal() + 2,
  );
  const subspace = principalSubspace(rows, 12, 3, random);
  for (let j = 0; j < 3; j++) {
    const own = subspace.basis.subarray(j * 12, (j + 1) * 12);
    expect(own.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 10);
    expect(own.subarray(0, 3).reduce((sum, v) => sum + v * v, 0)).toBeGreaterThan(0.98);
  }
  const spread = project(rows, subspace).reduce((sum, v) => sum + v * v, 0) / 400;
  expect(Math.abs(spread - 75)).toBeLessThan(10);
});
