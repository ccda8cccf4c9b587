import type { Volume } from './volume.ts';

/** Where the samples of one output axis lie on the input axis: the lower neighbour and the weight of the upper. */
export interface Taps {
  readonly lower: Int32Array;
  readonly weight: Float64Array;
  /** 0 where the sample lies outside the input. */
  readonly inside: Uint8Array;
}

/** Rounding of a coordinate that lies on the last voxel must not push it outside. */
const SLACK = 1e-6;

/** Taps at `start + step · index`; coordinates outside 0 … length − 1 count as outside, or as the nearest voxel. */
export function tapsAlong(
  length: number,
  samples: number,
  start: number,
  step: number,
  beyond: 'outside' | 'nearest',
): Taps {
  const lower = new Int32Array(samples);
  const weight = new Float64Array(samples);
  const inside = new Uint8Array(samples);
  for (let index = 0; index < samples; index++) {
    const position = start + step * index;
    inside[index] = beyond === 'nearest' || (position >= -SLACK && position <= length - 1 + SLACK) ? 1 : 0;
    const clamped = Math.min(Math.max(position, 0), length - 1);
    lower[index] = Math.min(Math.floor(clamped), Math.max(length - 2, 0));
    weight[index] = clamped - lower[index]!;
  }
  return { lower, weight, inside };
}

/** Trilinear interpolation on a grid whose axes run along the input's; one pass per output row. */
export function interpolateSeparable(volume: Volume, taps: readonly [Taps, Taps, Taps]): Float32Array {
  const { data, shape } = volume;
  const [tx, ty, tz] = taps;
  const [nx, ny, nz] = taps.map(({ lower }) => lower.length) as [number, number, number];
  const result = new Float32Array(nx * ny * nz);
  const row = new Float64Array(shape[0]);
  // An axis of one voxel has no upper neighbour; its weight is 0, so it stands in for itself.
  const [upX, upY, upZ] = [
    shape[0] > 1 ? 1 : 0,
    shape[1] > 1 ? shape[0] : 0,
    shape[2] > 1 ? shape[0] * shape[1] : 0,
  ];
  for (let z = 0; z < nz; z++) {
    if (!tz.inside[z]) continue;
    const wz = tz.weight[z]!;
    for (let y = 0; y < ny; y++) {
      if (!ty.inside[y]) continue;
      const wy = ty.weight[y]!;
      const base = shape[0] * (ty.lower[y]! + shape[1] * tz.lower[z]!);
      const [a, b, c, d] = [(1 - wz) * (1 - wy), (1 - wz) * wy, wz * (1 - wy), wz * wy];
      for (let x = 0; x < row.length; x++) {
        const at = base + x;
        row[x] = a * data[at]! + b * data[at + upY]! + c * data[at + upZ]! + d * data[at + upY + upZ]!;
      }
      const out = nx * (y + ny * z);
      for (let x = 0; x < nx; x++) {
        if (!tx.inside[x]) continue;
        const low = tx.lower[x]!;
        const wx = tx.weight[x]!;
        result[out + x] = row[low]! * (1 - wx) + row[low + upX]! * wx;
      }
    }
  }
  return result;
}
