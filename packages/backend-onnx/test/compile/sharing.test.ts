import * as tf from '@mimmx/core/tf';
import { beforeAll, expect, test } from 'vitest';
import { compile, configure } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

type Step = (...inputs: tf.Tensor[]) => tf.Tensor;
type Case = () => { step: Step; inputs: tf.Tensor[]; variables: tf.Variable[] };

/** Losses and variables after some calls: compiled, or on `cpu` as TensorFlow.js runs it. */
const outcome = async (engine: 'onnx' | 'cpu', make: Case): Promise<number[]> => {
  await tf.setBackend(engine);
  const { step, inputs, variables } = make();
  const run = engine === 'onnx' ? compile(step) : async (...x: tf.Tensor[]) => tf.tidy(() => step(...x));
  const found: number[] = [];
  for (let call = 0; call < 20; call++) found.push(...(await (await run(...inputs)).data()));
  for (const variable of variables) found.push(...(await variable.data()));
  return found;
};

const squares = (v: tf.Tensor): tf.Scalar => v.square().sum() as tf.Scalar;

test.each<[string, Case]>([
  [
    'a variable made from the clone of another',
    () => {
      const a = tf.variable(tf.tensor1d([3, -2]));
      const b = tf.variable(a.clone());
      const optimiser = tf.train.adam(0.1);
      const step = () =>
        optimiser.minimize(() => squares(a.sub(b.mul(0.5))), true, [a as tf.Variable]) as tf.Scalar;
      return { step, inputs: [], variables: [a, b] };
    },
  ],
  [
    'a tensor that is the clone of a variable and stays as it was',
    () => {
      const a = tf.variable(tf.tensor1d([3, -2]));
      const start = a.clone();
      const step = () => {
        a.assign(a.mul(0.9) as tf.Tensor1D);
        return a.add(start);
      };
      return { step, inputs: [], variables: [a] };
    },
  ],
  [
    'a variable assigned to another in the function',
    () => {
      const a = tf.variable(tf.tensor1d([3, -2]));
      const old = tf.variable(tf.tensor1d([0, 0]));
      const step = () => {
        old.assign(a);
        a.assign(a.mul(0.9) as tf.Tensor1D);
        return a.sub(old);
      };
      return { step, inputs: [], variables: [a, old] };
    },
  ],
  [
    'a clone of a variable assigned to another in the function, and back',
    () => {
      const a = tf.variable(tf.tensor1d([3, -2]));
      const b = tf.variable(tf.tensor1d([1, 5]));
      const step = () => {
        const kept = a.clone();
        a.assign(b.add(0.5) as tf.Tensor1D);
        b.assign(kept);
        return a.mul(b);
      };
      return { step, inputs: [], variables: [a, b] };
    },
  ],
  [
    'a variable made from a tensor that is an input, too',
    () => {
      const x = tf.tensor1d([3, -2]);
      const v = tf.variable(x);
      const step = (input: tf.Tensor) => {
        v.assign(v.mul(0.5).add(input) as tf.Tensor1D);
        return v.sub(input);
      };
      return { step, inputs: [x], variables: [v] };
    },
  ],
  [
    'a variable that is an input, too',
    () => {
      const v = tf.variable(tf.tensor1d([3, -2]));
      const step = (input: tf.Tensor) => {
        v.assign(v.mul(0.5) as tf.Tensor1D);
        return v.add(input);
      };
      return { step, inputs: [v], variables: [v] };
    },
  ],
  [
    'a variable made in the function from one outside it',
    () => {
      const a = tf.variable(tf.tensor1d([3, -2]));
      let average: tf.Variable | null = null;
      const step = () => {
        average ??= tf.variable(a.clone());
        a.assign(a.mul(0.9) as tf.Tensor1D);
        average.assign(average.mul(0.5).add(a.mul(0.5)));
        return average.add(0);
      };
      return { step, inputs: [], variables: [a] };
    },
  ],
  [
    'two layers that start from one tensor',
    () => {
      const layer = () => tf.layers.dense({ units: 2, useBias: false, inputShape: [2] });
      const [first, second] = [layer(), layer()];
      const model = tf.sequential({ layers: [first, second] });
      const start = tf.tensor2d([0.5, -0.3, 0.8, 0.2], [2, 2]);
      first.setWeights([start]);
      second.setWeights([start]);
      const optimiser = tf.train.adam(0.05);
      const step = (x: tf.Tensor) =>
        optimiser.minimize(() => squares((model.apply(x) as tf.Tensor).sub(1)), true) as tf.Scalar;
      const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
      return { step, inputs: [tf.tensor2d([1, 2, 3, -1], [2, 2])], variables };
    },
  ],
])('shared data stay apart: %s', async (_, make) => {
  const wanted = await outcome('cpu', make);
  const found = await outcome('onnx', make);
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i] as number, 4);
});

test('variables that are made equal between calls part again', async () => {
  await tf.setBackend('onnx');
  const a = tf.variable(tf.scalar(1));
  const b = tf.variable(tf.scalar(2));
  const step = compile(() => {
    a.assign(a.add(1));
    b.assign(b.mul(3));
    return a.add(b);
  });
  const read = async () => (await (await step()).data())[0];
  expect(await read()).toBe(8);
  b.assign(a);
  expect(await read()).toBe(9);
  expect(await read()).toBe(22);
});
