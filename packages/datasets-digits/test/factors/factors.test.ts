import { beforeAll, describe, expect, test } from 'vitest';
import {
  blur,
  corner,
  intensity,
  position,
  rotation,
  ruler,
  shutter,
  thickness,
} from '../../src/factors/index.ts';
import { strokeWidth } from '../../src/factors/thickness.ts';
import { loadDigits, PIXELS, SIDE } from '../../src/source.ts';

let plain: (row: number) => Float32Array;
let labels: Int32Array;

beforeAll(async () => {
  const { bytes, digits } = await loadDigits();
  labels = digits;
  plain = (row) => Float32Array.from(bytes.subarray(row * PIXELS, (row + 1) * PIXELS), (byte) => byte / 255);
});

const sum = (pixels: Float32Array) => pixels.reduce((a, b) => a + b, 0);
const sample = (count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * 10_000) / count));

describe('thickness', () => {
  test('stroke width of a bar is its width', () => {
    for (const width of [2, 3, 5]) {
      const bar = new Float32Array(PIXELS);
      for (let row = 4; row < 24; row++) bar.fill(1, row * SIDE + 10, row * SIDE + 10 + width);
      // 2 · area / perimeter counts the bar's two ends too.
      expect(strokeWidth(bar)).toBeCloseTo((2 * 20 * width) / (2 * 20 + 2 * width), 0);
    }
  });

  test('thin and thick strokes do not overlap', () => {
    const widths = [0, 1].map((code) =>
      sample(400).map((row) => strokeWidth(thickness.apply(plain(row), code))),
    );
    const quantile = (values: number[] | undefined, q: number) =>
      [...(values ?? [])].sort((a, b) => a - b)[Math.floor(q * 399)] ?? Number.NaN;
    expect(quantile(widths[0], 0.99)).toBeLessThan(3);
    expect(quantile(widths[1], 0.01)).toBeGreaterThan(3);
  });

  test.each([0, 1])('the digit can still be read at code %i', (code) => {
    // Nearest neighbours compare pixel by pixel, so thin strokes are blurred first: a miss by a pixel is then small.
    const seen = (row: number) => blur.apply(thickness.apply(plain(row), code), 1);
    const train = sample(800).map((row) => ({ row, pixels: seen(row) }));
    const rows = sample(800).filter((_, i) => i % 10 === 0);
    const right = rows.filter((row) => {
      const image = seen(row);
      let best = { distance: Number.POSITIVE_INFINITY, row: -1 };
      for (const other of train) {
        if (other.row === row) continue;
        let distance = 0;
        for (let i = 0; i < PIXELS; i++) distance += ((image[i] ?? 0) - (other.pixels[i] ?? 0)) ** 2;
        if (distance < best.distance) best = { distance, row: other.row };
      }
      return labels[best.row] === labels[row];
    });
    expect(right.length / rows.length).toBeGreaterThan(0.85);
  });
});

test('rotation: four quarter turns are none, and one takes the right edge to the top', () => {
  const image = plain(3000);
  let turned = image;
  for (let i = 0; i < 4; i++) turned = rotation.apply(turned, 1);
  expect(turned).toEqual(image);
  const edge = new Float32Array(PIXELS);
  for (let row = 0; row < SIDE; row++) edge[row * SIDE + SIDE - 1] = 1;
  expect(sum(rotation.apply(edge, 1).slice(0, SIDE))).toBe(SIDE);
});

test('position: moves by three pixels; what passes the edge is about 1 % of the ink', () => {
  let lost = 0;
  for (const row of sample(200)) {
    const image = plain(row);
    const moved = position.apply(image, 1);
    lost += (sum(image) - sum(moved)) / sum(image) / 200;
    for (const at of [10 * SIDE + 9, 16 * SIDE + 16]) expect(moved[at + 3 * SIDE + 3]).toBe(image[at]);
    expect(sum(moved.slice(0, 3 * SIDE))).toBe(0);
  }
  expect(lost).toBeLessThan(0.02);
});

test('blur: agrees with the two-dimensional sum, and keeps the ink in the middle', () => {
  const image = plain(4000);
  const blurred = blur.apply(image, 1);
  const weights: number[] = [];
  let total = 0;
  for (let y = -4; y <= 4; y++) {
    for (let x = -4; x <= 4; x++) {
      const weight = Math.exp(-(x * x + y * y) / (2 * 1.5 ** 2));
      weights.push(weight);
      total += weight;
    }
  }
  for (const [row, column] of [
    [14, 14],
    [10, 12],
    [20, 9],
  ] as const) {
    let expected = 0;
    weights.forEach((weight, k) => {
      expected +=
        (weight / total) * (image[(row + Math.floor(k / 9) - 4) * SIDE + column + (k % 9) - 4] ?? 0);
    });
    expect(blurred[row * SIDE + column]).toBeCloseTo(expected, 5);
  }
});

test('intensity, shutter, ruler and corner: what they say, and nothing else', () => {
  const image = plain(100);
  const faint = intensity.apply(image, 1);
  for (const [i, value] of faint.entries()) expect(value).toBeCloseTo((image[i] ?? 0) * 0.4, 6);
  const marked = corner.apply(image, 1);
  const changed = marked.map((value, i) => (value === image[i] ? 0 : 1));
  expect(sum(changed)).toBe(9);
  expect(marked[SIDE + 1]).toBe(1);
  const empty = new Float32Array(PIXELS);
  expect(sum(shutter.apply(empty, 1))).toBe(28);
  expect(sum(ruler.apply(empty, 1))).toBe(5);
});

test('code 0 leaves all but the stroke as it is', () => {
  const image = plain(7);
  for (const factor of [rotation, position, blur, intensity, shutter, ruler, corner])
    expect(factor.apply(image, 0)).toBe(image);
});
