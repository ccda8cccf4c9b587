import { Random } from '@mimmx/core';
import { anatomyOf, type Effects } from './anatomy.ts';
import type { FactorCodes } from './factors.ts';
import { drawPerson, type Person } from './person.ts';
import { addNoise, receptionOf } from './scanner.ts';

/** The person with a number, the same for every image and every setting of the factors. */
export const personOf = (seed: number, patient: number): Person =>
  drawPerson(new Random(mixed(seed, patient, 0)));

/**
 * One image of a person.
 *
 * @param size [height, width] of an axial slice through the ventricles, its first row in front; or
 *   [depth, height, width] of a volume that runs upwards, forwards and to the right
 * @param scan which image of the person: noise, gain and position of the slice differ
 * @returns row-major float32, 0 to 1
 */
export function renderPhantom(
  seed: number,
  patient: number,
  scan: number,
  codes: FactorCodes,
  size: readonly number[],
  effects: Effects = { disease: 1, sex: 1, age: 1 },
): Float32Array {
  const random = new Random(mixed(seed, patient, scan + 1));
  const shift = 0.02 * (2 * random.uniform() - 1);
  const reception = receptionOf(random.fork(), codes);
  const noise = random.fork();
  const [height, width] = size.slice(-2) as [number, number];
  const depth = size.length === 3 ? size[0]! : 1;
  const anatomy = anatomyOf(personOf(seed, patient), codes, effects, 2.4 / Math.min(height, width));
  const at = (index: number, length: number) => ((index + 0.5) / length) * 2 - 1;

  const pixels = new Float32Array(depth * height * width);
  let out = 0;
  for (let k = 0; k < depth; k++) {
    const z = depth === 1 ? shift : at(k, depth);
    for (let j = 0; j < height; j++) {
      const y = depth === 1 ? -at(j, height) : at(j, height);
      for (let i = 0; i < width; i++) {
        const x = at(i, width);
        const value = anatomy(x, y, z);
        pixels[out++] = reception(value, x, y);
      }
    }
  }
  if (codes.marker === 1) mark(pixels, depth, height, width);
  addNoise(pixels, noise, codes);
  return pixels;
}

/** A bright square beside the head, at the patient's right in front, in every plane. */
function mark(pixels: Float32Array, depth: number, height: number, width: number): void {
  const side = Math.max(2, Math.round(width / 16));
  const right = width - 1 - Math.round(width / 32);
  const front = Math.round(height / 32);
  for (let k = 0; k < depth; k++)
    for (let j = 0; j < side; j++)
      for (let i = 0; i < side; i++) {
        const row = depth === 1 ? front + j : height - 1 - front - j;
        pixels[(k * height + row) * width + right - i] = 0.8;
      }
}

/** A seed of its own for each (seed, patient, scan), by the finaliser of MurmurHash3 (Appleby). */
function mixed(seed: number, patient: number, scan: number): number {
  let h = seed >>> 0;
  for (const part of [patient, scan]) {
    h = Math.imul(h ^ part, 0x9e3779b1) + 0x7f4a7c15;
    h ^= h >>> 16;
    h = Math.imul(h, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}
