import { hash } from 'node:crypto';
import type { Dataset } from '@mimmx/core';
import { isQuarantined } from '../read-ahead.ts';

/** What reading the images showed. */
export interface PixelFacts {
  readonly read: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Mean over images of the standard deviation within an image. */
  readonly contrast: number;
  /** Rows whose image has one value everywhere, at most 20. */
  readonly blank: readonly number[];
  readonly blankCount: number;
  /** Rows whose image has values that are no finite number, at most 20. */
  readonly notFinite: readonly number[];
  readonly notFiniteCount: number;
  /** Images that equal one before them, pixel by pixel, though the table does not list the two as one. */
  readonly same: Twins;
  /** Those of them whose twin is another patient's. */
  readonly sameOfOthers: Twins;
  /** Images a second, read as training reads them. */
  readonly perSecond: number;
}

/** Images that have a twin. */
export interface Twins {
  readonly count: number;
  /** The first of them, as rows: the twin, and the image. At most 20. */
  readonly pairs: readonly (readonly [first: number, later: number])[];
}

const TOGETHER = 32;
const SHOWN = 20;

/** Reads the images of rows, many at a time, and looks at every pixel. Rows that cannot be read are passed over. */
export async function readAll(
  dataset: Dataset,
  rows: ArrayLike<number>,
  onProgress?: (done: number) => void,
): Promise<PixelFacts> {
  let [read, min, max, sum, contrast] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  const blank: number[] = [];
  const notFinite: number[] = [];
  const seen = new Map<string, number>();
  const [same, sameOfOthers] = [twins(), twins()];
  const { images, patients } = dataset.table;
  const start = performance.now();
  for (let from = 0; from < rows.length; from += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, rows.length - from) }, (_, i) => rows[from + i]!);
    const outcomes = await Promise.allSettled(some.map((row) => dataset.image(row)));
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') {
        if (isQuarantined(outcome.reason)) continue;
        throw outcome.reason;
      }
      const facts = describePixels(outcome.value);
      read++;
      if (!Number.isFinite(facts.sum)) {
        notFinite.push(some[i]!);
        continue;
      }
      if (facts.min === facts.max) blank.push(some[i]!);
      else {
        const row = some[i]!;
        const { buffer, byteOffset, byteLength } = outcome.value;
        const key = hash('md5', new Uint8Array(buffer, byteOffset, byteLength), 'base64');
        const first = seen.get(key);
        if (first === undefined) seen.set(key, row);
        else if (!images || images[first] !== images[row]) {
          same.add(first, row);
          if (patients[first] !== patients[row]) sameOfOthers.add(first, row);
        }
      }
      min = Math.min(min, facts.min);
      max = Math.max(max, facts.max);
      sum += facts.sum / outcome.value.length;
      contrast += facts.sd;
    }
    onProgress?.(from + some.length);
  }
  const seconds = (performance.now() - start) / 1000;
  const finite = Math.max(1, read - notFinite.length);
  return {
    read,
    min,
    max,
    mean: sum / finite,
    contrast: contrast / finite,
    blank: blank.slice(0, SHOWN),
    blankCount: blank.length,
    notFinite: notFinite.slice(0, SHOWN),
    notFiniteCount: notFinite.length,
    same: same.found(),
    sameOfOthers: sameOfOthers.found(),
    perSecond: seconds > 0 ? read / seconds : 0,
  };
}

function describePixels(pixels: Float32Array): { min: number; max: number; sum: number; sd: number } {
  let [min, max, sum, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const value of pixels) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    squares += value * value;
  }
  const mean = sum / pixels.length;
  return { min, max, sum, sd: Math.sqrt(Math.max(0, squares / pixels.length - mean * mean)) };
}

function twins() {
  const pairs: [number, number][] = [];
  let count = 0;
  return {
    add(first: number, later: number): void {
      count++;
      if (pairs.length < SHOWN) pairs.push([first, later]);
    },
    found: (): Twins => ({ count, pairs }),
  };
}
