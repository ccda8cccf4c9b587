import { range, sizeOf } from '../graph/index.ts';
import type { Geometry } from './pixels.ts';

/** A 3 × 3 convolution with stride 1 as tiles of 2 × 2 outputs, which see 4 × 4 inputs each. */
export interface Tiling {
  readonly batch: number;
  /** Height and width of the input. */
  readonly input: readonly [number, number];
  readonly output: readonly [number, number];
  readonly before: readonly [number, number];
}

/** The tiling of a convolution, or null where it is not 3 × 3 with stride 1. */
export const tilingOf = (batch: number, input: readonly number[], g: Geometry): Tiling | null => {
  const all = (list: readonly number[], n: number) => list.length === 2 && list.every((one) => one === n);
  if (!all(g.size, 3) || !all(g.strides, 1) || !all(g.dilations, 1)) return null;
  const pair = (list: readonly number[]) => list as readonly [number, number];
  return { batch, input: pair(input), output: pair(g.output), before: pair(g.before) };
};

/** Rows and columns of tiles of one image; the last ones may reach beyond the output. */
export const gridOf = ({ output }: Tiling): [number, number] => [
  Math.ceil(output[0] / 2),
  Math.ceil(output[1] / 2),
];

export const tilesOf = (tiling: Tiling): number => {
  const [rows, columns] = gridOf(tiling);
  return tiling.batch * rows * columns;
};

/** Where tiles meet pixels. Indices are of rows [batch · height · width], and one beyond them where there is no pixel. */
export interface TileTables {
  /** The inputs that each tile sees, [16 · tiles], place by place. */
  readonly seen: Int32Array;
  /** Where each input was seen, [inputs · 4], as an index into `seen`. */
  readonly seeing: Int32Array;
  /** The outputs of each tile, [4 · tiles], place by place. */
  readonly made: Int32Array;
  /** Where each output was made, [outputs], as an index into `made`. */
  readonly making: Int32Array;
}

export const tileTables = (tiling: Tiling): TileTables => {
  const { batch, input, output, before } = tiling;
  const [rows, columns] = gridOf(tiling);
  const count = tilesOf(tiling);
  const [inputs, outputs] = [input, output].map(([h, w]) => batch * h * w) as [number, number];
  const seen = new Int32Array(16 * count).fill(inputs);
  const seeing = new Int32Array(4 * inputs).fill(16 * count);
  const made = new Int32Array(4 * count).fill(outputs);
  const making = new Int32Array(outputs);
  const times = new Uint8Array(inputs);
  /** Index of a pixel, or null outside the image. */
  const pixel = ([h, w]: readonly [number, number], image: number, r: number, c: number) =>
    r >= 0 && r < h && c >= 0 && c < w ? (image * h + r) * w + c : null;
  for (const tile of range(count)) {
    const column = tile % columns;
    const row = Math.floor(tile / columns) % rows;
    const image = Math.floor(tile / (rows * columns));
    for (const place of range(16)) {
      const at = place * count + tile;
      const r = 2 * row + (place >> 2) - before[0];
      const index = pixel(input, image, r, 2 * column + (place & 3) - before[1]);
      if (index === null) continue;
      seen[at] = index;
      seeing[4 * index + (times[index] as number)] = at;
      times[index] = (times[index] as number) + 1;
    }
    for (const place of range(4)) {
      const at = place * count + tile;
      const index = pixel(output, image, 2 * row + (place >> 1), 2 * column + (place & 1));
      if (index === null) continue;
      made[at] = index;
      making[index] = at;
    }
  }
  return { seen, seeing, made, making };
};

/** Below so many outputs an image, what is done with tiles stays in the processor's caches. */
const SMALL = 160;

/** Above this many numbers, tiles that live from the forward to the backward pass cost too much memory. */
const LARGEST = 1 << 23;

/** A share of the time of columns below which tiles are taken. */
const BETTER = 0.92;

/**
 * Whether tiles take less time than columns, all three products together. Their share, as measured for 32 to 512 channels
 * and images of 3² to 24²: that of the multiplications, and for each tile the transforms of in + out channels, for each
 * weight those of the kernels.
 */
export const pays = (tiling: Tiling, inside: number, outside: number): boolean => {
  const outputs = sizeOf(tiling.output);
  const count = tilesOf(tiling);
  if (16 * count * Math.max(inside, outside) > LARGEST) return false;
  const transforms = ((outputs > SMALL ? 40 : 26) * (inside + outside)) / (inside * outside);
  const share = (16 * count) / (9 * outputs * tiling.batch);
  return share * (1 + transforms) * (1 + 6 / count) < BETTER;
};
