import { readFileSync } from 'node:fs';
import type { SavedTensor } from '../../src/index.ts';

/** What torchvision said: make_torch.py. */
export interface TorchCase {
  readonly network: string;
  readonly channels: number;
  readonly size: number;
  readonly tensors: readonly (readonly [name: string, shape: readonly number[]])[];
  /** The first 64. */
  readonly features: readonly number[];
  readonly sum: number;
}

const read = JSON.parse(readFileSync(new URL('torch.json', import.meta.url), 'utf8')) as TorchCase[];
export const torchCases: readonly TorchCase[] = read.map((one) => ({
  ...one,
  tensors: one.tensors ?? read[0]!.tensors,
}));

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The tensors that make_torch.py gave the network. */
export function torchTensorsOf({ tensors }: Pick<TorchCase, 'tensors'>): Record<string, SavedTensor> {
  const made: Record<string, SavedTensor> = {};
  for (const [t, [name, shape]] of tensors.entries()) {
    if (name.endsWith('num_batches_tracked')) {
      made[name] = { shape, dtype: 'int32', values: Int32Array.of(0) };
      continue;
    }
    const fanIn = size(shape.slice(1));
    const [a, b] =
      shape.length > 1
        ? [0, Math.sqrt(6 / fanIn)]
        : name.endsWith('running_var')
          ? [1, 0.3]
          : name.endsWith('weight')
            ? [1, 0.2]
            : [0, 0.2];
    const values = new Float32Array(size(shape));
    for (let i = 0; i < values.length; i++) {
      const noise = 43758.5453 * Math.sin(12.9898 * i + 78.233 * t);
      values[i] = a + b * (2 * (noise - Math.floor(noise)) - 1);
    }
    made[name] = { shape, dtype: 'float32', values };
  }
  return made;
}

/** The image that it was shown, [1, size, size, channels]. */
export function torchImage({ channels, size: side }: TorchCase): Float32Array {
  const image = new Float32Array(channels * side * side);
  for (let c = 0, i = 0; c < channels; c++)
    for (let at = 0; at < side * side; at++, i++) image[at * channels + c] = Math.fround(Math.sin(0.37 * i));
  return image;
}
