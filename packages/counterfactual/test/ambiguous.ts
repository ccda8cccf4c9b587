import { Random } from '@mimmx/core';
import type { ImageTable, ScmInput } from '../src/index.ts';

/** Images of 8 × 8: `left` sets the grey of the left half plainly, `right` that of the right half through much noise. */
export function ambiguous(count: number, seed: number): ImageTable {
  const random = new Random(seed);
  const images = new Float32Array(count * 64);
  const left = new Float64Array(count);
  const right = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    left[i] = random.integer(2);
    right[i] = random.integer(2);
    const [a, b] = [
      0.35 + 0.3 * left[i]! + 0.05 * random.normal(),
      0.42 + 0.16 * right[i]! + 0.08 * random.normal(),
    ];
    for (let k = 0; k < 64; k++)
      images[i * 64 + k] = Math.min(1, Math.max(0, (k % 8 < 4 ? a : b) + 0.03 * random.normal()));
  }
  return { shape: [8, 8, 1], images, attributes: { left, right } };
}

export const ambiguousGraph: ScmInput = {
  left: { kind: 'categorical', labels: ['dark', 'light'] },
  right: { kind: 'categorical', labels: ['dark', 'light'] },
};
