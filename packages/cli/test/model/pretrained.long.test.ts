import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plugin as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { encodeSafetensors, Random } from '@mimmx/core';
import { resolveConfig, trialsOf } from '@mimmx/experiment';
import { fit, loadModel } from '@mimmx/experiment/node';
import { afterAll, expect, test } from 'vitest';
import { torchCases, torchTensorsOf } from '../../../core/test/weights/torch.ts';
import { pinWeights } from '../../src/config/pin-weights.ts';
import { exportOnnxModel } from '../../src/model/export-onnx.ts';
import { exportTfjs } from '../../src/model/export-tfjs.ts';

const folder = mkdtempSync(join(tmpdir(), 'mimmx-pretrained-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'resnet18.safetensors');
const tensors = torchTensorsOf(torchCases[0]!);

const random = new Random(4);
const data = {
  shape: [32, 32, 1],
  images: Float32Array.from({ length: 16 * 32 * 32 }, () => random.normal()),
  y: Array.from({ length: 16 }, (_, i) => (i % 2 ? 'yes' : 'no')),
  z: { view: Array.from({ length: 16 }, (_, i) => (i % 4 < 2 ? 'AP' : 'PA')) },
};

const train = (options: object) =>
  fit({
    ...data,
    method: 'erm',
    encoder: { name: 'resnet18', options: { weights: file, ...options } },
    training: { updates: 1, batchSize: 8, learningRate: 0.01 },
    plugins: [baselines, onnx],
    backend: 'onnx',
  } as never);

/** A kernel of the file as the network holds it: grey, hence summed over its channels. */
function firstKernel(): Float32Array {
  const { values } = tensors['conv1.weight']!;
  const kernel = new Float32Array(49 * 64);
  for (let o = 0; o < 64; o++)
    for (let c = 0; c < 3; c++)
      for (let at = 0; at < 49; at++) kernel[at * 64 + o]! += values[(o * 3 + c) * 49 + at]!;
  return kernel;
}

test('frozen weights stay to the bit, and the model is opened and exported without their file', async () => {
  writeFileSync(file, encodeSafetensors(tensors));
  const model = await train({ frozen: true });
  const kernels = Object.values(model.variables).filter(({ shape }) => shape.join() === '7,7,1,64');
  // Frozen variables have no moments of an optimiser beside them.
  expect(kernels).toHaveLength(1);
  const kept = await kernels[0]!.data();
  for (const [i, value] of firstKernel().entries()) expect(kept[i]).toBeCloseTo(value, 5);
  await model.save(join(folder, 'saved'));
  const wanted = await model.predict(data.images);
  rmSync(file);
  const opened = await loadModel(join(folder, 'saved'), {
    plugins: [baselines, onnx],
    backend: 'onnx',
  } as never);
  expect([...(await opened.predict(data.images)).values]).toEqual([...wanted.values]);
  expect((await exportOnnxModel(opened, 'x')).checked).toContain('agrees');
  expect((await exportTfjs(opened, 'x')).checked).toContain('agrees');
  opened.dispose();
  model.dispose();
}, 300_000);

test('fine-tuned weights move by their own learning rate', async () => {
  writeFileSync(file, encodeSafetensors(tensors));
  const moved = async (learningRate?: number): Promise<number> => {
    const model = await train(learningRate === undefined ? {} : { learningRate });
    const kernel = model.variables['encoder.0']!;
    expect(kernel.shape).toEqual([7, 7, 1, 64]);
    const now = await kernel.data();
    model.dispose();
    return firstKernel().reduce((most, value, i) => Math.max(most, Math.abs(value - now[i]!)), 0);
  };
  // The first update of Adam moves by its rate; weight decay adds a share of that.
  expect(await moved(1e-4)).toBeLessThan(1.5e-4);
  expect(await moved()).toBeGreaterThan(5e-3);
}, 300_000);

test('the config of a run names what is in the file', () => {
  writeFileSync(file, encodeSafetensors({ 'conv1.weight': tensors['conv1.weight']! }));
  const config = resolveConfig({
    dataset: 'digits',
    encoder: { name: 'resnet18', options: { weights: 'resnet18.safetensors' } },
    data: { task: { y: { column: 'digit' }, z: [] }, split: { train: 10, test: 10 } },
    methods: { erm: {} },
  } as never);
  const pinned = pinWeights(config, folder);
  expect(pinned.encoder.options.weights).toEqual({
    file: 'resnet18.safetensors',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  writeFileSync(
    file,
    encodeSafetensors({
      'conv1.weight': { ...tensors['conv1.weight']!, values: new Float32Array(64 * 3 * 49) },
    }),
  );
  const other = pinWeights(config, folder);
  expect(trialsOf(other)[0]!.id).not.toBe(trialsOf(pinned)[0]!.id);
  // What another encoder means by the word is its own affair.
  const foreign = { ...config, encoder: { name: 'their-net', options: { weights: 'imagenet' } } };
  expect(pinWeights(foreign, folder)).toBe(foreign);
});
