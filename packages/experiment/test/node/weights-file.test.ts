import type { SavedTensor } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWeights, encodeWeights } from '../../src/node/weights-file.ts';

const tensor = fc.oneof(
  fc
    .float32Array({ maxLength: 9 })
    .map((values): SavedTensor => ({ shape: [values.length], dtype: 'float32', values })),
  fc
    .int32Array({ maxLength: 9 })
    .map((values): SavedTensor => ({ shape: [1, values.length], dtype: 'int32', values })),
  fc
    .uint8Array({ max: 1, maxLength: 9 })
    .map((values): SavedTensor => ({ shape: [values.length], dtype: 'bool', values })),
);

test('gives back any tensors, bit for bit, in any mixture of types', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), tensor), (tensors) => {
      const { manifest, bytes } = encodeWeights(tensors);
      expect(decodeWeights(JSON.parse(JSON.stringify(manifest)), bytes)).toEqual({ ...tensors });
    }),
  );
});

test("TensorFlow.js's own reader finds the same tensors", async () => {
  const tensors: Record<string, SavedTensor> = {
    'encoder/kernel': { shape: [2, 3], dtype: 'float32', values: Float32Array.of(1, 2, 3, 4, 5, 6.5) },
    mask: { shape: [3], dtype: 'bool', values: Uint8Array.of(1, 0, 1) },
    'adam/step': { shape: [], dtype: 'int32', values: Int32Array.of(41) },
  };
  const { manifest, bytes } = encodeWeights(tensors);
  const specs = manifest.weightsManifest[0]!.weights as unknown as tf.io.WeightsManifestEntry[];
  const theirs = tf.io.decodeWeights(bytes.buffer as ArrayBuffer, specs);
  for (const [name, { shape, dtype, values }] of Object.entries(tensors)) {
    expect(theirs[name]!.shape).toEqual(shape);
    expect(theirs[name]!.dtype).toBe(dtype);
    expect([...theirs[name]!.dataSync()]).toEqual([...values]);
  }
  tf.dispose(theirs);
});

test('refuses bytes that do not fit the manifest', () => {
  const { manifest, bytes } = encodeWeights({
    w: { shape: [2], dtype: 'float32', values: Float32Array.of(1, 2) },
  });
  const longer = new Uint8Array([...bytes, 0]);
  expect(() => decodeWeights(manifest, longer)).toThrow(
    'E_CHECKPOINT: weights.bin has 9 bytes where model.json asks for 8',
  );
});
