import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry, definePlugin } from '@mimmx/core';
import { beforeAll, expect, test } from 'vitest';
import { createDataPool, forecast, fromArrays, resolveConfig, trialsOf } from '../src/index.ts';

const images = 160;
const arrays = fromArrays({
  images: Float32Array.from({ length: images * 64 }, (_, i) => Math.sin(i)),
  shape: [8, 8, 1],
  y: Array.from({ length: images }, (_, i) => (i % 2 ? 'yes' : 'no')),
  z: { view: Array.from({ length: images }, (_, i) => ((i >> 1) % 2 ? 'PA' : 'AP')) },
  patients: Int32Array.from({ length: images }, (_, i) => i),
});
const registry = createRegistry()
  .use(corePlugin)
  .use(baselines)
  .use(definePlugin({ name: 'test', provides: [arrays, onnx] }));
const backend = registry.create('backend', 'onnx', {});
beforeAll(() => backend.setup());

const trialWith = (batchSize: number, microBatch?: number) =>
  trialsOf(
    resolveConfig({
      dataset: arrays.name,
      encoder: { name: 'small-cnn', options: { channels: [2] } },
      data: { task: { y: { column: 'y' }, z: [{ column: 'view', strength: 0.5 }] } },
      methods: { 'group-balanced': {} },
      training: { updates: 10, batchSize, ...(microBatch ? { microBatch } : {}) },
    }),
  )[0]!;

/** A clock and a memory that are known: `ms` and `bytes` for each row of the batch that is read. */
function known(perRow: { ms: number; bytes: number }, fixed: { ms: number; bytes: number }) {
  const calls = { now: 0, memory: 0 };
  const sizes = [16, 32];
  // Each batch asks for the time three times (begun, compiled, done after two updates) and once for memory.
  const now = () => {
    const [batch, which] = [Math.floor(calls.now / 3), calls.now++ % 3];
    const update = fixed.ms + perRow.ms * sizes[batch]!;
    return which === 0 ? 0 : which === 1 ? 500 : 500 + 2 * update;
  };
  const memory = () => fixed.bytes + perRow.bytes * sizes[calls.memory++]!;
  return { now, memory };
}

test('time and memory of a large batch follow the line through the two small ones', async () => {
  const data = createDataPool(registry, '.');
  const clock = known({ ms: 3, bytes: 1000 }, { ms: 20, bytes: 50_000 });
  const found = await forecast(trialWith(96), { registry, backend, data, ...clock });
  expect(found.method).toBe('group-balanced');
  expect(found.updateSeconds).toBeCloseTo((20 + 3 * 96) / 1000, 10);
  expect(found.startSeconds).toBeCloseTo(0.5, 10);
  expect(found.bytes).toBeCloseTo(50_000 + 1000 * 96, 6);
});

test('in parts, memory grows as far as they are large, and time by the second way forwards', async () => {
  const data = createDataPool(registry, '.');
  const clock = known({ ms: 3, bytes: 1000 }, { ms: 20, bytes: 50_000 });
  const found = await forecast(trialWith(96, 48), { registry, backend, data, ...clock });
  expect(found.bytes).toBeCloseTo(50_000 + 1000 * 48, 6);
  expect(found.updateSeconds).toBeCloseTo(((20 + 3 * 96) / 1000) * (4 / 3), 10);
});

test('it is measured on the real thing, and leaves no tensor behind', async () => {
  const tf = await import('@mimmx/core/tf');
  const data = createDataPool(registry, '.');
  const setting = { registry, backend, data, memory: () => process.memoryUsage.rss() };
  await forecast(trialWith(12), setting);
  const before = tf.memory().numTensors;
  const found = await forecast(trialWith(12), setting);
  expect(tf.memory().numTensors).toBe(before);
  expect(found.updateSeconds).toBeGreaterThan(0);
  expect(found.updateSeconds).toBeLessThan(5);
  expect(found.bytes).toBeGreaterThan(1e7);
});
