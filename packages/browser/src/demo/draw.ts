import type { OcclusionMap } from '../model/occlusion.ts';

/** A plane of an image: what is drawn. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Value of a pixel. */
  at(row: number, column: number, channel: number): number;
}

/** A plane of an image of [height, width, channels], or the plane `depth` of [depth, height, width, channels]. */
export function planeOf(pixels: Float32Array, shape: readonly number[], depth: number): Plane {
  const [height, width, channels] = shape.slice(-3) as [number, number, number];
  const start = shape.length === 4 ? depth * height * width * channels : 0;
  // Rows of a volume run from back to front; in pictures the front is above.
  const rowOf = (row: number) => (shape.length === 4 ? height - 1 - row : row);
  return {
    height,
    width,
    channels,
    at: (row, column, channel) => pixels[start + (rowOf(row) * width + column) * channels + channel]!,
  };
}

/** Least and greatest value of an image, which become black and white. */
export function rangeOf(pixels: Float32Array): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of pixels) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high > low ? high : low + 1];
}

/** Draws a plane in grey, or in colour if it has three channels. */
export function drawPlane(
  canvas: HTMLCanvasElement,
  plane: Plane,
  [low, high]: readonly [number, number],
): void {
  const { height, width, channels } = plane;
  Object.assign(canvas, { height, width });
  const image = new ImageData(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let c = 0; c < 3; c++) {
        const value = plane.at(row, column, channels === 3 ? c : 0);
        image.data[(row * width + column) * 4 + c] = (255 * (value - low)) / (high - low);
      }
      image.data[(row * width + column) * 4 + 3] = 255;
    }
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
}

const FALLS = [255, 140, 40] as const;
const RISES = [70, 150, 255] as const;

/** Lays a map over a plane: orange where covering lowers the number, blue where it raises it. */
export function drawMap(
  canvas: HTMLCanvasElement,
  { cells, drop }: OcclusionMap,
  name: string,
  share: number,
): void {
  const [height, width] = cells.slice(-2) as [number, number];
  const values = drop[name]!;
  const most = values.reduce((high, value) => Math.max(high, Math.abs(value)), 1e-9);
  const depth = cells.length === 3 ? Math.min(cells[0]! - 1, Math.floor(share * cells[0]!)) : 0;
  Object.assign(canvas, { height, width });
  const image = new ImageData(width, height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = cells.length === 3 ? height - 1 - row : row;
      const value = values[(depth * height + from) * width + column]!;
      const at = (row * width + column) * 4;
      image.data.set(value >= 0 ? FALLS : RISES, at);
      image.data[at + 3] = Math.round((180 * Math.abs(value)) / most);
    }
  }
  canvas.getContext('2d')!.putImageData(image, 0, 0);
}
