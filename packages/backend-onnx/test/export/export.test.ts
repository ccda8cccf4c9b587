import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@mimmx/core/tf';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, test } from 'vitest';
import { configure, exportFunction, exportOnnx, runOnnx } from '../../src/index.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await tf.setBackend('onnx');
});

const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });

const network = () => {
  const input = tf.input({ shape: [12, 12, 1], name: 'image' });
  let x = tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', ...seeded(1) }).apply(input);
  x = tf.layers.batchNormalization().apply(x);
  x = tf.layers.reLU().apply(x);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
  x = tf.layers
    .separableConv2d({
      filters: 6,
      kernelSize: 3,
      depthwiseInitializer: tf.initializers.glorotUniform({ seed: 2 }),
      pointwiseInitializer: tf.initializers.glorotUniform({ seed: 3 }),
    })
    .apply(x);
  x = tf.layers.flatten().apply(x);
  x = tf.layers.dropout({ rate: 0.5 }).apply(x);
  const classes = tf.layers
    .dense({ units: 3, activation: 'softmax', name: 'classes', ...seeded(4) })
    .apply(x);
  return tf.model({ inputs: input, outputs: classes as tf.SymbolicTensor });
};

const images = (count: number) => Float32Array.from({ length: count * 144 }, (_, i) => Math.sin(i * 0.31));

test('an exported model gives the same answers in a session of its own, for any batch', async () => {
  const model = network();
  const session = await ort.InferenceSession.create(await exportOnnx(model));
  expect(session.inputNames).toEqual(['image']);
  expect(session.outputNames).toEqual(model.outputNames);
  for (const batch of [1, 5]) {
    const wanted = await (model.predict(tf.tensor(images(batch), [batch, 12, 12, 1])) as tf.Tensor).data();
    const found = await session.run({ image: new ort.Tensor('float32', images(batch), [batch, 12, 12, 1]) });
    const values = found[session.outputNames[0] as string]?.data as Float32Array;
    expect(values.length).toBe(3 * batch);
    for (const [i, value] of values.entries())
      expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(1e-5);
  }
  await session.release();
});

// Python's onnx package checks files and has a reference runtime of its own, slow and independent.
const python = process.env.MIMMX_ONNX_PYTHON ?? 'python3';
const hasOnnx = () => {
  try {
    execFileSync(python, ['-c', 'import onnx, numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

test.skipIf(!hasOnnx())(
  "the onnx package's checker accepts the file and its reference runtime agrees",
  async () => {
    const model = network();
    const folder = mkdtempSync(join(tmpdir(), 'mimmx-onnx-'));
    try {
      writeFileSync(join(folder, 'model.onnx'), await exportOnnx(model));
      const script = `
import json, sys, numpy, onnx
from onnx.reference import ReferenceEvaluator
model = onnx.load(sys.argv[1])
onnx.checker.check_model(model, full_check=True)
x = numpy.sin(numpy.arange(3 * 144) * 0.31).astype('float32').reshape(3, 12, 12, 1)
print(json.dumps(ReferenceEvaluator(model).run(None, {'image': x})[0].ravel().tolist()))`;
      const found = JSON.parse(
        execFileSync(python, ['-c', script, join(folder, 'model.onnx')], { encoding: 'utf8' }),
      ) as number[];
      const wanted = await (model.predict(tf.tensor(images(3), [3, 12, 12, 1])) as tf.Tensor).data();
      expect(found.length).toBe(9);
      for (const [i, value] of found.entries())
        expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(1e-5);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('a function is exported with its variables by the names they are given', async () => {
  const weight = tf.variable(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]));
  const unused = tf.variable(tf.tensor1d([1]));
  const file = await exportFunction(
    (x) => {
      const y = tf.matMul(x as tf.Tensor2D, weight);
      return [tf.relu(y), tf.softmax(y)];
    },
    {
      inputs: [{ name: 'x', shape: [3] }],
      outputs: ['positive', 'shares'],
      variables: { 'heads.0': weight, 'heads.1': unused },
    },
  );
  const text = Buffer.from(file).toString('latin1');
  expect(text).toContain('heads.0');
  expect(text).not.toContain('heads.1');
  const found = await runOnnx(file, {
    x: { shape: [2, 3], values: Float32Array.from([1, 0, 0, -1, 0, 1]) },
  });
  expect(found.positive).toEqual({ shape: [2, 2], values: Float32Array.from([1, 2, 4, 4]) });
  const share = 1 / (1 + Math.E);
  for (const [i, value] of [share, 1 - share, 0.5, 0.5].entries())
    expect(found.shares!.values[i]).toBeCloseTo(value, 6);
  tf.dispose([weight, unused]);
});

test('reshapes that share their aim are left open together', async () => {
  const file = await exportFunction(
    (x) => [tf.relu(x.reshape([x.shape[0]!, 2, 3])), tf.neg(tf.square(x).reshape([x.shape[0]!, 2, 3]))],
    { inputs: [{ name: 'x', shape: [6] }], outputs: ['a', 'b'] },
  );
  const values = Float32Array.from({ length: 18 }, (_, i) => i - 9);
  const found = await runOnnx(file, { x: { shape: [3, 6], values } });
  expect(found.a).toEqual({ shape: [3, 2, 3], values: values.map((value) => Math.max(0, value)) });
  expect(found.b).toEqual({ shape: [3, 2, 3], values: values.map((value) => -(value ** 2)) });
});
