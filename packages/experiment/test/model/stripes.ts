import { Random } from '@mimmx/core';

export const SHAPE = [8, 8, 1] as const;

/** Stripes upright in the sick, and across where the view is PA; the older, the brighter. */
export function stripes(count: number, seed: number) {
  const random = new Random(seed);
  const sick = Array.from({ length: count }, (_, i) => (i % 2 === 1 ? 'yes' : 'no'));
  const view = Array.from({ length: count }, (_, i) => ((i >> 1) % 2 === 1 ? 'PA' : 'AP'));
  const age = Float32Array.from({ length: count }, (_, i) => 40 + (i % 5) * 10);
  const images = Float32Array.from({ length: count * 64 }, (_, at) => {
    const [image, row, column] = [at >> 6, (at >> 3) & 7, at & 7];
    const upright = sick[image] === 'yes' ? column % 2 : 0;
    const across = view[image] === 'PA' ? 0.5 * (row % 2) : 0;
    return 0.1 * random.normal() + upright + across + 0.005 * age[image]!;
  });
  return { images, sick, view, age, patients: Array.from({ length: count }, (_, i) => `p${i >> 1}`) };
}
