import { MimmxError, Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { type Attributes, rowsOf, takeRows } from '../scm/attributes.ts';
import type { ImageShape } from './shape.ts';

/** Images and their attributes, in memory. */
export interface ImageTable {
  readonly shape: ImageShape;
  /** Row-major, one image after the other: bytes 0 to 255, or floats 0 to 1. */
  readonly images: Uint8Array | Float32Array;
  readonly attributes: Attributes;
  /** Patient of each image, any code; each image is a patient of its own if absent. */
  readonly patients?: Int32Array;
}

/** Number of images. @throws E_IMAGE_SHAPE if images and attributes do not agree */
export function countImages({ shape, images, attributes }: ImageTable): number {
  const rows = rowsOf(attributes);
  const size = shape.reduce((a, b) => a * b, 1);
  if (rows === 0) throw new MimmxError('E_IMAGE_SHAPE', 'The table has no images. Give it at least one row.');
  if (images.length !== rows * size) {
    throw new MimmxError(
      'E_IMAGE_SHAPE',
      `There are ${images.length} pixels for ${rows} rows of ${shape.join(' × ')}, which takes ${rows * size}. Check the shape.`,
    );
  }
  return rows;
}

/** Slack for images that were scaled in single precision. */
const SLACK = 1e-3;

/** @throws E_IMAGE_RANGE naming the first row with a pixel that is no number from 0 to 1 */
export function requirePixels({ shape, images }: Pick<ImageTable, 'shape' | 'images'>): void {
  if (images instanceof Uint8Array) return;
  const at = images.findIndex((value) => !(value >= -SLACK && value <= 1 + SLACK));
  if (at < 0) return;
  const row = Math.floor(at / shape.reduce((a, b) => a * b, 1));
  throw new MimmxError(
    'E_IMAGE_RANGE',
    `The image of row ${row} has a pixel of ${images[at]}. Give bytes, or numbers from 0 to 1: leave out standardisation.`,
  );
}

/** The pixels of some rows on −1 to 1. */
export function pixelsOf({ images, shape }: ImageTable, rows: ArrayLike<number>): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  const result = new Float32Array(rows.length * size);
  const scale = images instanceof Uint8Array ? 2 / 255 : 2;
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * size;
    for (let k = 0; k < size; k++) result[i * size + k] = images[from + k]! * scale - 1;
  }
  return result;
}

/** Pixels as a tensor, [rows, height, width, channels]. */
export const toTensor = (pixels: Float32Array, shape: ImageShape): tf.Tensor4D => {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor4d(pixels, [pixels.length / size, ...shape]);
};

export interface Minibatch {
  readonly rows: Int32Array;
  /** [batch × pixels] on −1 to 1. */
  readonly pixels: Float32Array;
  readonly attributes: Attributes;
}

export interface MinibatchSettings {
  readonly batchSize: number;
  readonly random: Random;
  /** How often each row is to be drawn, relative to the others; in epochs without it. */
  readonly weights?: Float64Array;
  /** Another version of an image, [pixels] on −1 to 1, such as a shift. */
  readonly augment?: (pixels: Float32Array, random: Random) => Float32Array;
}

/**
 * Minibatches as a function of the step: what is drawn at a step does not depend on the steps before, so a resumed
 * training needs no place in the data.
 */
export function minibatches(
  table: ImageTable,
  { batchSize, random, weights, augment }: MinibatchSettings,
): (step: number) => Minibatch {
  const count = countImages(table);
  const seed = random.seed();
  const size = table.shape.reduce((a, b) => a * b, 1);
  let epoch = -1;
  let order = new Int32Array(0);
  const cumulative = weights ? accumulate(weights) : null;
  const nth = (at: number): number => {
    const wanted = Math.floor(at / count);
    if (wanted !== epoch) {
      order = new Random(seed + wanted).permutation(count) as Int32Array<ArrayBuffer>;
      epoch = wanted;
    }
    return order[at % count]!;
  };
  return (step) => {
    const draws = new Random((seed ^ 0x5bd1e995) + step);
    const rows = Int32Array.from({ length: batchSize }, (_, i) =>
      cumulative ? pick(cumulative, draws.uniform()) : nth(step * batchSize + i),
    );
    const pixels = pixelsOf(table, rows);
    if (augment) {
      for (let i = 0; i < batchSize; i++)
        pixels.set(augment(pixels.slice(i * size, (i + 1) * size), draws), i * size);
    }
    return { rows, pixels, attributes: takeRows(table.attributes, rows) };
  };
}

function accumulate(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}

/** First place whose running sum exceeds that share of the total. */
function pick(cumulative: Float64Array, share: number): number {
  const wanted = share * cumulative.at(-1)!;
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The rows whose attributes are all known. */
export function completeRows(table: ImageTable, names: readonly string[]): ImageTable {
  const count = countImages(table);
  const rows = Array.from({ length: count }, (_, row) => row).filter((row) =>
    names.every((name) => !Number.isNaN(table.attributes[name]![row]!)),
  );
  return rows.length === count ? table : rowsOfTable(table, rows);
}

/** Some rows of a table, in the order given. */
export function rowsOfTable(table: ImageTable, rows: ArrayLike<number>): ImageTable {
  const size = table.shape.reduce((a, b) => a * b, 1);
  const images =
    table.images instanceof Uint8Array
      ? new Uint8Array(rows.length * size)
      : new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++)
    images.set(table.images.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  return {
    shape: table.shape,
    images,
    attributes: takeRows(table.attributes, rows),
    ...(table.patients && { patients: Int32Array.from(rows, (row) => table.patients![row]!) }),
  };
}

/** The first complete rows of a table, each of another patient. */
export function firstRows(table: ImageTable, count: number, names: readonly string[]): ImageTable {
  const seen = new Set<number>();
  const rows: number[] = [];
  for (let row = 0; row < countImages(table) && rows.length < count; row++) {
    const patient = table.patients?.[row] ?? row;
    if (seen.has(patient) || names.some((name) => Number.isNaN(table.attributes[name]![row]!))) continue;
    seen.add(patient);
    rows.push(row);
  }
  return rowsOfTable(table, rows);
}
