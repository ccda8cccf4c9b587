import type { Dataset } from '@mimmx/core';
import { assignmentOf, type SampleSet } from '../../samples.ts';
import { isQuarantined } from '../read-ahead.ts';
import { drawText, textWidth } from './pixel-font.ts';
import { encodePng } from './png.ts';

export interface ContactSheetOptions {
  /** Images of each cell. Default 8. */
  readonly perCell?: number;
  /** Longest side of a thumbnail in pixels. Default 96. */
  readonly side?: number;
  /** Cells shown, in order. Default 64. */
  readonly cells?: number;
}

/**
 * One PNG with a row of images for each cell of the task, labelled: what the training will see, at a glance. Volumes
 * are shown by their middle slice.
 *
 * @param sets where images are looked for, in this order; a cell takes the first it finds
 */
export async function contactSheet(
  dataset: Dataset,
  sets: readonly SampleSet[],
  { perCell = 8, side = 96, cells = 64 }: ContactSheetOptions = {},
): Promise<Buffer> {
  const [first] = sets;
  const found = new Map<number, { set: SampleSet; sample: number }[]>();
  for (const set of sets) {
    set.group.forEach((group, sample) => {
      const own = found.get(group) ?? [];
      if (group >= 0 && own.length < perCell) found.set(group, [...own, { set, sample }]);
    });
  }
  const groups = [...found.keys()].sort((a, b) => a - b).slice(0, cells);
  const rows: { label: string; images: Thumbnail[] }[] = [];
  for (const group of groups) {
    const images: Thumbnail[] = [];
    for (const { set, sample } of found.get(group) ?? []) {
      try {
        const pixels = await dataset.image(set.rows[sample]!, assignmentOf(set, sample));
        images.push(thumbnail(pixels, dataset.shape, side));
      } catch (error) {
        if (!isQuarantined(error)) throw error;
      }
    }
    const labels = Object.entries(first!.groups.labels(group));
    rows.push({ label: labels.map(([name, label]) => `${name}=${label}`).join('  '), images });
  }
  return compose(rows, perCell, side);
}

interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** The middle slice, its 1st to 99th percentile spread over black to white, at most `side` wide and high. */
function thumbnail(pixels: Float32Array, shape: readonly number[], side: number): Thumbnail {
  const [height = 1, width = 1, channels = 1] = shape.slice(-3);
  const depth = shape.length > 3 ? (shape[0] ?? 1) : 1;
  const offset = Math.floor(depth / 2) * height * width * channels;
  const plane = Float32Array.from({ length: height * width }, (_, i) => pixels[offset + i * channels]!);
  const sorted = plane.slice().sort();
  const low = sorted[Math.floor(0.01 * (sorted.length - 1))]!;
  const high = sorted[Math.ceil(0.99 * (sorted.length - 1))]!;
  const scale = high > low ? 255 / (high - low) : 0;
  const step = Math.max(1, Math.ceil(Math.max(height, width) / side));
  const [h, w] = [Math.ceil(height / step), Math.ceil(width / step)];
  const out = new Uint8Array(h * w);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      let count = 0;
      for (let dy = y * step; dy < Math.min(height, (y + 1) * step); dy++) {
        for (let dx = x * step; dx < Math.min(width, (x + 1) * step); dx++, count++)
          sum += plane[dy * width + dx]!;
      }
      out[y * w + x] = Math.min(255, Math.max(0, (sum / count - low) * scale));
    }
  }
  return { width: w, height: h, pixels: out };
}

const DOT = 2;
const GAP = 4;
const LINE = 5 * DOT + 2 * GAP;

function compose(
  rows: readonly { label: string; images: readonly Thumbnail[] }[],
  perCell: number,
  side: number,
): Buffer {
  const tallest = Math.max(1, ...rows.flatMap(({ images }) => images.map(({ height }) => height)));
  const widest = Math.max(1, ...rows.flatMap(({ images }) => images.map(({ width }) => width)));
  const text = Math.max(0, ...rows.map(({ label }) => textWidth(label, DOT)));
  const width = Math.max(perCell * (Math.min(side, widest) + GAP), text) + GAP;
  const height = Math.max(1, rows.length * (LINE + tallest + GAP));
  const picture = { pixels: new Uint8Array(width * height).fill(40), width, height };
  for (const [r, { label, images }] of rows.entries()) {
    const top = r * (LINE + tallest + GAP);
    drawText(picture, label, GAP, top + GAP, DOT);
    for (const [i, image] of images.entries()) {
      const left = GAP + i * (widest + GAP);
      for (let y = 0; y < image.height; y++) {
        const line = image.pixels.subarray(y * image.width, (y + 1) * image.width);
        picture.pixels.set(line, (top + LINE + y) * width + left);
      }
    }
  }
  return encodePng(picture.pixels, width, height);
}
