import { Random } from '@mimmx/core';

/*
 * A small net: one convolution with random filters, pooling, and a linear layer trained in closed form. Training the
 * filters too would only do better.
 */

const FILTERS = 20;
const WIDTH = 5;
const CELLS = 4;

/** Random filters of mean 0 and norm 1, some smoothed so that they see blobs as well as edges. */
function filters(random: Random): Float32Array[] {
  return Array.from({ length: FILTERS }, (_, at) => {
    const raw = Float32Array.from({ length: WIDTH * WIDTH }, () => random.normal());
    if (at % 2 === 0) {
      const centre = (WIDTH - 1) / 2;
      raw.forEach((value, i) => {
        const far = ((i % WIDTH) - centre) ** 2 + (Math.floor(i / WIDTH) - centre) ** 2;
        raw[i] = 0.3 * value + (at % 4 === 0 ? 1 : -1) * Math.exp(-far / (1 + at / 8));
      });
    }
    const mean = at === 0 ? 0 : raw.reduce((a, b) => a + b, 0) / raw.length;
    const norm = Math.sqrt(raw.reduce((a, b) => a + (b - mean) ** 2, 0));
    return raw.map((value) => (value - mean) / norm);
  });
}

/** Mean and maximum of each rectified filter response in 4 × 4 cells, and over the whole image. */
function features(image: Float32Array, side: number, bank: readonly Float32Array[]): Float64Array {
  const result = new Float64Array(FILTERS * (CELLS * CELLS + 2));
  const span = side - WIDTH + 1;
  bank.forEach((filter, at) => {
    const base = at * (CELLS * CELLS + 2);
    let most = 0;
    let square = 0;
    for (let row = 0; row < span; row++)
      for (let column = 0; column < span; column++) {
        let response = 0;
        for (let j = 0; j < WIDTH; j++)
          for (let i = 0; i < WIDTH; i++)
            response += filter[j * WIDTH + i]! * image[(row + j) * side + column + i]!;
        const cell = Math.floor((row * CELLS) / span) * CELLS + Math.floor((column * CELLS) / span);
        result[base + cell]! += Math.max(0, response) / span;
        most = Math.max(most, response);
        square += response * response;
      }
    result[base + CELLS * CELLS] = most;
    result[base + CELLS * CELLS + 1] = Math.sqrt(square) / span;
  });
  return result;
}

/** Features of square images, standardised by those of the first `train` of them. */
export function featuresOf(images: readonly Float32Array[], side: number, train: number): Float64Array[] {
  const bank = filters(new Random(5));
  const raw = images.map((image) => features(image, side, bank));
  const width = raw[0]!.length;
  for (let f = 0; f < width; f++) {
    let mean = 0;
    for (let n = 0; n < train; n++) mean += raw[n]![f]! / train;
    let variance = 0;
    for (let n = 0; n < train; n++) variance += (raw[n]![f]! - mean) ** 2 / train;
    const sd = Math.sqrt(variance) || 1;
    for (const vector of raw) vector[f] = (vector[f]! - mean) / sd;
  }
  return raw;
}

/** Ridge regression on classes as ±1, by its dual (as many unknowns as examples): weights of the features. */
export function fitRidge(
  x: readonly Float64Array[],
  classes: readonly number[][],
  penalty: number,
): Float64Array[] {
  const n = x.length;
  const gram = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    for (let j = 0; j <= i; j++) row[j] = dot(x[i]!, x[j]!) + 1 + (i === j ? penalty : 0);
    return row;
  });
  // Cholesky, in place.
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) gram[j]![j]! -= gram[j]![k]! ** 2;
    gram[j]![j] = Math.sqrt(gram[j]![j]!);
    for (let i = j + 1; i < n; i++) {
      let sum = gram[i]![j]!;
      const a = gram[i]!;
      const b = gram[j]!;
      for (let k = 0; k < j; k++) sum -= a[k]! * b[k]!;
      a[j] = sum / b[j]!;
    }
  }
  return classes.map((codes) => {
    const dual = Float64Array.from(codes, (code) => 2 * code - 1);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) dual[i]! -= gram[i]![k]! * dual[k]!;
      dual[i]! /= gram[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) dual[i]! -= gram[k]![i]! * dual[k]!;
      dual[i]! /= gram[i]![i]!;
    }
    const weights = new Float64Array(x[0]!.length + 1);
    for (let i = 0; i < n; i++) {
      for (let f = 0; f < x[i]!.length; f++) weights[f]! += dual[i]! * x[i]![f]!;
      weights[x[i]!.length]! += dual[i]!;
    }
    return weights;
  });
}

export function score(weights: Float64Array, x: Float64Array): number {
  let sum = weights[x.length]!;
  for (let f = 0; f < x.length; f++) sum += weights[f]! * x[f]!;
  return sum;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
