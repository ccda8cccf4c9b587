import { MimmxError } from '../errors.ts';
import type { SavedTensor } from '../tensor/index.ts';
import { numbers, type StoredType } from './stored-numbers.ts';

interface Group {
  readonly paths: readonly string[];
  readonly weights: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly quantization?: unknown;
  }[];
}

const TYPES: Readonly<Record<string, StoredType>> = { float32: 'F32', int32: 'I32', bool: 'BOOL' };
const BYTES = { F32: 4, I32: 4, BOOL: 1 } as const;

/**
 * The weights of a model of TensorFlow.js by name.
 *
 * @param json `model.json`
 * @param shard reads a file that lies beside it
 * @throws E_PRETRAINED if they are quantised, or the shards have other bytes than the manifest says
 */
export function tfjsTensors(
  json: Uint8Array,
  shard: (name: string) => Uint8Array,
): Record<string, SavedTensor> {
  let manifest: readonly Group[] | undefined;
  try {
    manifest = JSON.parse(new TextDecoder().decode(json)).weightsManifest;
  } catch {
    manifest = undefined;
  }
  if (!Array.isArray(manifest))
    throw new MimmxError(
      'E_PRETRAINED',
      'The JSON is no model of TensorFlow.js: it has no weightsManifest. Give its model.json.',
    );
  const tensors: Record<string, SavedTensor> = {};
  for (const { paths, weights } of manifest as readonly Group[]) {
    const shards = paths.map(shard);
    const all = new Uint8Array(shards.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of shards) {
      all.set(part, at);
      at += part.length;
    }
    at = 0;
    for (const { name, shape, dtype, quantization } of weights) {
      const type = TYPES[dtype] as keyof typeof BYTES | undefined;
      if (!type || quantization)
        throw new MimmxError(
          'E_PRETRAINED',
          `"${name}" is ${quantization ? 'quantised' : `of type ${dtype}`}. Convert the model without quantisation.`,
        );
      const length = shape.reduce((a, b) => a * b, 1) * BYTES[type];
      if (at + length > all.length)
        throw new MimmxError(
          'E_PRETRAINED',
          `The shards end within "${name}". Copy all files beside model.json.`,
        );
      tensors[name] = { shape, ...numbers(type, all.subarray(at, at + length)) };
      at += length;
    }
  }
  return tensors;
}
