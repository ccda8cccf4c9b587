import { encodePng } from '@mimmx/data/files';
import { planeOf } from '@mimmx/experiment';

/** Longest side of a picture, in pixels. */
const SIDE = 128;

/** A small grey picture of one image, or of the middle slice of a volume: channels averaged, darkest to brightest. */
export function pictureOf(
  image: Float32Array,
  shape: readonly number[],
): { readonly width: number; readonly height: number; readonly png: string } {
  const { depth, height, width, channels } = planeOf(shape);
  const slice = Math.floor(depth / 2) * height * width;
  const step = Math.max(1, Math.ceil(Math.max(height, width) / SIDE));
  const [rows, columns] = [Math.ceil(height / step), Math.ceil(width / step)];
  const grey = Float64Array.from({ length: rows * columns }, (_, i) => {
    let sum = 0;
    let count = 0;
    const [top, left] = [Math.floor(i / columns) * step, (i % columns) * step];
    for (let y = top; y < Math.min(height, top + step); y++)
      for (let x = left; x < Math.min(width, left + step); x++)
        for (let c = 0; c < channels; c++, count++) sum += image[(slice + y * width + x) * channels + c]!;
    return sum / count;
  });
  const [low, high] = [Math.min(...grey), Math.max(...grey)];
  const pixels = Uint8Array.from(grey, (value) => Math.round((255 * (value - low)) / (high - low || 1)));
  return { width: columns, height: rows, png: encodePng(pixels, columns, rows).toString('base64') };
}
