import { drawText, encodePng, textWidth } from '@mimmx/data/files';
import type { ImageShape } from '../image-model/image-model.ts';

/** One column of a sheet: the images of all its rows. */
export interface SheetColumn {
  readonly label: string;
  /** [rows × pixels], 0 to 1, or −1 to 1 with `signed`. */
  readonly images: Float32Array;
  /** A difference: 0 is mid-grey, brighter is more. */
  readonly signed?: boolean;
}

export interface SheetSettings {
  readonly shape: ImageShape;
  readonly columns: readonly SheetColumn[];
  /** A few words for each row. */
  readonly rows?: readonly string[];
  /** How many times larger images are drawn; about 96 pixels a side if absent. */
  readonly zoom?: number;
  /** The first image alone, without labels and gaps. */
  readonly bare?: boolean;
}

const GAP = 4;
const DOT = 2;
const LINE = 5 * DOT + 2 * GAP;

/**
 * A PNG of images side by side, labelled: the factual image, counterfactual ones, and their differences. Of several
 * channels the mean is shown.
 */
export function sheet({ shape, columns, rows = [], zoom, bare = false }: SheetSettings): Buffer {
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const count = columns[0]!.images.length / size;
  const times = zoom ?? Math.max(1, Math.round(96 / Math.max(height, width)));
  const [h, w] = [height * times, width * times];
  if (bare) return encodePng(drawn(columns[0]!, 0, shape, times), w, h);
  const side = Math.max(0, ...rows.map((text) => textWidth(text, DOT))) + (rows.length > 0 ? 2 * GAP : 0);
  const cell = Math.max(w, ...columns.map(({ label }) => textWidth(label, DOT))) + GAP;
  const picture = {
    width: side + columns.length * cell + GAP,
    height: LINE + count * (h + GAP),
    pixels: new Uint8Array(0),
  };
  picture.pixels = new Uint8Array(picture.width * picture.height).fill(40);
  for (const [c, { label }] of columns.entries()) {
    const left = side + GAP + c * cell;
    drawText(picture, label, left, GAP, DOT);
    for (let row = 0; row < count; row++) {
      const top = LINE + row * (h + GAP);
      const image = drawn(columns[c]!, row, shape, times);
      for (let y = 0; y < h; y++)
        picture.pixels.set(image.subarray(y * w, (y + 1) * w), (top + y) * picture.width + left);
    }
  }
  for (const [row, text] of rows.entries()) drawText(picture, text, GAP, LINE + row * (h + GAP) + GAP, DOT);
  return encodePng(picture.pixels, picture.width, picture.height);
}

/** Counterfactual less factual, −1 to 1, for a signed column. */
export const differenceOf = (counterfactual: Float32Array, factual: Float32Array): Float32Array =>
  counterfactual.map((value, i) => value - factual[i]!);

/** One image in levels of grey, [height · times, width · times]. */
function drawn(
  { images, signed = false }: SheetColumn,
  row: number,
  [height, width, channels]: ImageShape,
  times: number,
): Uint8Array {
  const [h, w] = [height * times, width * times];
  const result = new Uint8Array(h * w);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const at = ((row * height + Math.floor(y / times)) * width + Math.floor(x / times)) * channels;
      let value = 0;
      for (let k = 0; k < channels; k++) value += images[at + k]! / channels;
      result[y * w + x] = Math.round(255 * Math.min(1, Math.max(0, signed ? (value + 1) / 2 : value)));
    }
  return result;
}
