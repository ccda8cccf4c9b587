import type { SavedTensor } from '@mimmx/core';
import { MimmxError } from '@mimmx/core';

const BYTES = { float32: 4, int32: 4, bool: 1 } as const;

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: SavedTensor['dtype'];
}

/** `model.json`: TensorFlow.js's weights manifest, which `tf.io.decodeWeights` reads too. */
export interface WeightsManifest {
  readonly format: string;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly WeightSpec[];
  }[];
}

/** Lays tensors out as TensorFlow.js does: a manifest, and their bytes end to end. */
export function encodeWeights(tensors: Readonly<Record<string, SavedTensor>>): {
  manifest: WeightsManifest;
  bytes: Uint8Array;
} {
  const entries = Object.entries(tensors);
  const weights = entries.map(([name, { shape, dtype }]) => ({ name, shape, dtype }));
  const bytes = new Uint8Array(entries.reduce((sum, [, { values }]) => sum + values.byteLength, 0));
  let offset = 0;
  for (const [, { values }] of entries) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return {
    manifest: { format: 'mimmx-checkpoint', weightsManifest: [{ paths: ['weights.bin'], weights }] },
    bytes,
  };
}

/**
 * Takes tensors out of their bytes.
 *
 * @throws E_CHECKPOINT if the manifest asks for another number of bytes than there are
 */
export function decodeWeights(manifest: WeightsManifest, bytes: Uint8Array): Record<string, SavedTensor> {
  const tensors: [string, SavedTensor][] = [];
  let offset = 0;
  for (const { name, shape, dtype } of manifest.weightsManifest.flatMap(({ weights }) => weights)) {
    const length = shape.reduce((a, b) => a * b, 1) * BYTES[dtype];
    // Copied, so that it is aligned; the slice of a Buffer would be a view.
    const { buffer } = Uint8Array.from(bytes.subarray(offset, offset + length));
    const values =
      dtype === 'float32'
        ? new Float32Array(buffer)
        : dtype === 'int32'
          ? new Int32Array(buffer)
          : new Uint8Array(buffer);
    tensors.push([name, { shape, dtype, values }]);
    offset += length;
  }
  if (offset !== bytes.length) {
    throw new MimmxError(
      'E_CHECKPOINT',
      `weights.bin has ${bytes.length} bytes where model.json asks for ${offset}.`,
    );
  }
  return Object.fromEntries(tensors);
}
