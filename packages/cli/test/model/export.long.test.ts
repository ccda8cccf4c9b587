import { plugin as onnx, runOnnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { Random } from '@mimmx/core';
import { fit } from '@mimmx/experiment/node';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import { expect, test } from 'vitest';
import { exportOnnxModel } from '../../src/model/export-onnx.ts';
import { exportSafetensors } from '../../src/model/export-safetensors.ts';
import { exportTfjs } from '../../src/model/export-tfjs.ts';
import { pythonSnippet } from '../../src/model/python-snippet.ts';

const COUNT = 16;

/** Noise with labels: what is learned does not matter here, only that it is the same in ONNX Runtime. */
function noise(shape: readonly number[]) {
  const random = new Random(4);
  const size = shape.reduce((a, b) => a * b, 1);
  const each = <T>(value: (i: number) => T) => Array.from({ length: COUNT }, (_, i) => value(i));
  return {
    shape,
    images: Float32Array.from({ length: COUNT * size }, () => random.normal()),
    y: each((i) => (i % 2 ? 'yes' : 'no')),
    z: { view: each((i) => (i % 4 < 2 ? 'AP' : 'PA')) },
  };
}

const years = { values: Float32Array.from({ length: COUNT }, (_, i) => 50 + i), unit: 'years' };
const mine = { name: 'mine', options: { hidden: [4], embedding: 2, permutations: 2 } };

test.each([
  ['three channels and both heads', [16, 16, 3], { method: 'multi-task', encoder: 'small-cnn' }],
  ['volumes', [8, 8, 8, 1], { method: 'erm', encoder: 'resnet-10-3d' }],
  [
    'a number, quantised, with hidden heads',
    [12, 12, 1],
    {
      method: 'erm',
      encoder: 'small-cnn',
      y: years,
      network: { headHidden: 3, primaryWidth: 2, bottleneck: { kind: 'quantised', levels: 4 } },
    },
  ],
  [
    'mimm-x',
    [12, 12, 1],
    {
      method: { name: 'mimm-x', options: { estimator: mine, estimatorSteps: 1 } },
      encoder: 'small-cnn',
      network: { confounderWidth: 1 },
    },
  ],
])(
  '%s: ONNX Runtime says what the model says, for any batch',
  async (_, shape, options) => {
    const plugins = [baselines, onnx, estimators, weighters];
    const data = noise(shape);
    const model = await fit({
      ...data,
      ...options,
      training: { updates: 1, batchSize: 8 },
      plugins,
      backend: 'onnx',
    } as never);
    const { files, description } = await exportOnnxModel(model, 'x');
    const file = files['x.onnx'] as Uint8Array;
    const size = data.images.length / COUNT;
    for (const batch of [1, 5]) {
      const values = data.images.slice(0, batch * size);
      const found = await runOnnx(file, { image: { shape: [batch, ...shape], values } });
      expect(Object.keys(found)).toEqual(description.outputs.map(({ name }) => name));
      const [answer] = description.outputs;
      const wanted = await model.predict(values);
      const features = await model.features(values);
      expect(found[answer!.name]!.shape).toEqual([batch, wanted.columns]);
      for (const [i, value] of wanted.values.entries())
        expect(Math.abs(found[answer!.name]!.values[i]! - value) / (1 + Math.abs(value))).toBeLessThan(1e-5);
      for (const [i, value] of features.values.entries())
        expect(Math.abs(found.features!.values[i]! - value) / (1 + Math.abs(value))).toBeLessThan(1e-5);
    }
    const graph = await exportTfjs(model, 'x');
    expect(graph.checked).toMatch(/agrees with the model to \d/);
    expect(Object.keys(graph.files)).toEqual(['x-tfjs/model.json', 'x-tfjs/weights.bin']);
    expect(graph.description).toEqual(description);
    const { signature, userDefinedMetadata } = JSON.parse(graph.files['x-tfjs/model.json'] as string);
    expect(Object.keys(signature.outputs)).toEqual(description.outputs.map(({ name }) => name));
    expect(userDefinedMetadata.mimmx).toEqual(JSON.parse(JSON.stringify(description)));
    const weights = await exportSafetensors(model, 'x');
    expect(weights.checked).toMatch(/^\d+ tensors came back bit by bit$/);
    expect(pythonSnippet('x.onnx', description)).toContain(answerLine(description.outputs[0]!.name));
    model.dispose();
  },
  60_000,
);

const answerLine = (name: string): string =>
  name === 'value' ? 'print(value[:, 0])  # years' : 'classes = ["no","yes"]';
