import { Random } from '@mimmx/core';
import type { Attributes, ImageTable, ScmInput } from '../src/index.ts';

/** Images whose renderer is known, so that true counterfactuals exist. */
export interface AmbiguousImages extends ImageTable {
  readonly images: Float32Array;
  /** The same images, noise and all, under other attributes. */
  render(attributes: Attributes): Float32Array;
}

/** Images of 8 × 8: `left` sets the grey of the left half plainly, `right` that of the right half through much noise. */
export function ambiguous(count: number, seed: number): AmbiguousImages {
  const random = new Random(seed);
  const left = Float64Array.from({ length: count }, () => random.integer(2));
  const right = Float64Array.from({ length: count }, () => random.integer(2));
  const greys = Float64Array.from({ length: 2 * count }, () => random.normal());
  const grain = Float32Array.from({ length: 64 * count }, () => 0.03 * random.normal());
  const render = ({ left: l, right: r }: Attributes) =>
    grain.map((noise, at) => {
      const i = Math.floor(at / 64);
      const grey =
        at % 8 < 4
          ? 0.35 + 0.3 * l![i]! + 0.05 * greys[2 * i]!
          : 0.42 + 0.16 * r![i]! + 0.08 * greys[2 * i + 1]!;
      return Math.min(1, Math.max(0, grey + noise));
    });
  return { shape: [8, 8, 1], images: render({ left, right }), attributes: { left, right }, render };
}

export const ambiguousGraph: ScmInput = {
  left: { kind: 'categorical', labels: ['dark', 'light'] },
  right: { kind: 'categorical', labels: ['dark', 'light'] },
};
