/** Where an image was covered, and what that did to each output. */
export interface OcclusionMap {
  /** Cells along each axis of the image, channels left out: [down, across], or [deep, down, across]. */
  readonly cells: readonly number[];
  /**
   * By the name of the variable: how much the probability of its most probable class (the value, of a continuous one)
   * falls when the cell is covered, row-major. Below 0 where it rises.
   */
  readonly drop: Readonly<Record<string, Float32Array>>;
}

export interface OcclusionOptions {
  /** Cells along each axis: 12 of images and 6 of volumes if absent. */
  readonly cells?: number;
  readonly signal?: AbortSignal;
  /** Called between batches with the share that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Covered images that are predicted at a time. */
const BATCH = 8;

/** First and last place of a cell along an axis. */
const edges = (cell: number, cells: number, length: number): readonly [number, number] => [
  Math.floor((cell * length) / cells),
  Math.max(Math.floor(((cell + 1) * length) / cells), Math.floor((cell * length) / cells) + 1),
];

/** The image with one cell covered by its mean. */
export function covered(
  pixels: Float32Array,
  shape: readonly number[],
  cells: readonly number[],
  cell: number,
  mean: number,
): Float32Array {
  const image = pixels.slice();
  const space = shape.slice(0, -1);
  const channels = shape.at(-1)!;
  const places: number[] = [];
  let rest = cell;
  for (const count of [...cells].reverse()) {
    places.unshift(rest % count);
    rest = Math.floor(rest / count);
  }
  const ranges = places.map((place, axis) => edges(place, cells[axis]!, space[axis]!));
  const fill = (axis: number, at: number): void => {
    const [from, to] = ranges[axis]!;
    if (axis === space.length - 1) {
      image.fill(mean, (at * space[axis]! + from) * channels, (at * space[axis]! + to) * channels);
      return;
    }
    for (let place = from; place < to; place++) fill(axis + 1, at * space[axis]! + place);
  };
  fill(0, 0);
  return image;
}

/**
 * Which parts of an image a prediction hangs on (Zeiler & Fergus, ECCV 2014): each cell is covered by the image's mean,
 * and the image predicted again.
 *
 * @param read numbers of each variable for a batch of images: for the image itself first, then for covered ones
 */
export async function occlusion(
  pixels: Float32Array,
  shape: readonly number[],
  read: (images: readonly Float32Array[]) => Promise<readonly Readonly<Record<string, Float32Array>>[]>,
  { cells: asked, signal, onProgress }: OcclusionOptions = {},
): Promise<OcclusionMap> {
  const space = shape.slice(0, -1);
  const most = asked ?? (space.length === 3 ? 6 : 12);
  const cells = space.map((length) => Math.min(length, most));
  const count = cells.reduce((a, b) => a * b, 1);
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  const [whole] = await read([pixels]);
  const best = Object.fromEntries(
    Object.entries(whole!).map(([name, values]) => [name, values.indexOf(Math.max(...values))]),
  );
  const drop = Object.fromEntries(Object.keys(whole!).map((name) => [name, new Float32Array(count)]));
  for (let from = 0; from < count; from += BATCH) {
    signal?.throwIfAborted();
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) =>
      covered(pixels, shape, cells, from + i, mean),
    );
    for (const [i, found] of (await read(batch)).entries()) {
      for (const [name, place] of Object.entries(best))
        drop[name]![from + i] = whole![name]![place]! - found[name]![place]!;
    }
    onProgress?.(Math.min(1, (from + BATCH) / count));
    // The page draws and listens between batches.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { cells, drop };
}
