import { Random, type Task } from '@mimmx/core';
import type { ImageStore } from '@mimmx/data';
import { linearReadout } from '@mimmx/evaluation';
import { expect, test } from 'vitest';
import { cover, meanOf, spanOf } from '../../src/maps/covered.ts';
import { CELLS, chooseImages, occlusionMaps } from '../../src/maps/index.ts';

const SIDE = 16;
const task: Task = {
  y: { name: 'sick', kind: 'categorical', classes: 2, labels: ['no', 'yes'] },
  z: [
    { name: 'mark', kind: 'categorical', classes: 2, labels: ['absent', 'present'] },
    { name: 'age', kind: 'continuous', mean: 50, sd: 10 },
  ],
};

/** Sets as maps need them: y is bright above, the mark a bright corner below, age brightness of the right edge. */
const ROWS = 80;
const each = (of: (row: number) => number) => Array.from({ length: ROWS }, (_, row) => of(row));
const [y, mark] = [Int32Array.from(each((row) => row % 2)), Int32Array.from(each((row) => (row >> 1) % 2))];
const age = Float32Array.from(each((row) => 40 + 2 * (row % 11)));
const set = {
  name: 'balanced',
  rows: Int32Array.from(each((row) => row)),
  y,
  z: [mark, age],
  patients: Int32Array.from(each((row) => row)),
  group: Int32Array.from(each((row) => 2 * y[row]! + mark[row]!)),
  groups: { factors: [], codes: [] },
} as never;

const pixel = (row: number, x: number, v: number): number => {
  if (v < 4 && x < 4) return y[row]!;
  if (v >= 12 && x < 4) return mark[row]!;
  if (x >= 14) return (age[row]! - 40) / 20;
  return 0.5;
};
const images: ImageStore = {
  shape: [SIDE, SIDE, 1],
  size: SIDE * SIDE,
  read: async (own, indices) => {
    const pixels = new Float32Array(indices.length * SIDE * SIDE);
    indices.forEach((sample, at) => {
      for (let i = 0; i < SIDE * SIDE; i++)
        pixels[at * SIDE * SIDE + i] = pixel(own.rows[sample]!, i % SIDE, Math.floor(i / SIDE));
    });
    return { pixels, samples: Int32Array.from(indices) };
  },
};

/** A model that looks at three places: y above, and f_y holds the two others. */
const model = {
  method: 'erm',
  seed: 0,
  task,
  shape: [SIDE, SIDE, 1],
  async readSet(own: { rows: Int32Array }, store: ImageStore) {
    const count = own.rows.length;
    const { pixels } = await store.read(
      own as never,
      Int32Array.from({ length: count }, (_, i) => i),
    );
    const mean = (at: number, xs: readonly number[], vs: readonly number[]) =>
      vs.reduce(
        (sum, v) => sum + xs.reduce((part, x) => part + pixels[at * SIDE * SIDE + v * SIDE + x]!, 0),
        0,
      ) /
      (xs.length * vs.length);
    const low = [0, 1, 2, 3];
    const features = new Float32Array(count * 2);
    const prediction = new Float32Array(count * 2);
    for (let i = 0; i < count; i++) {
      features.set(
        [
          mean(i, low, [12, 13, 14, 15]),
          mean(
            i,
            [14, 15],
            Array.from({ length: SIDE }, (_, v) => v),
          ),
        ],
        i * 2,
      );
      const p = 0.1 + 0.8 * mean(i, low, low);
      prediction.set([1 - p, p], i * 2);
    }
    return {
      set: own,
      samples: Int32Array.from(own.rows),
      prediction,
      columns: 2,
      features,
      width: 2,
      switched: [],
    };
  },
} as never;

test('each answer hangs on where it is planted, and on nothing else', async () => {
  const chosen = chooseImages(set);
  const { maps } = await occlusionMaps(model, set, images, chosen);
  expect(chosen).toHaveLength(8);
  expect(maps).toHaveLength(8 * 3);
  const strongest = (factor: string) =>
    maps
      .filter((map) => map.factor === factor)
      .map(({ values }) => {
        const sizes = values.map(Math.abs);
        const top = sizes.indexOf(Math.max(...sizes));
        return [Math.floor(top / CELLS), top % CELLS] as const;
      });
  for (const [row, column] of strongest('sick')) expect([row < 3, column < 3]).toEqual([true, true]);
  for (const [row, column] of strongest('mark')) expect([row >= 5, column < 3]).toEqual([true, true]);
  for (const map of maps) {
    const truth = {
      sick: ['no', 'yes'][y[chosen[map.image]!]!],
      mark: ['absent', 'present'][mark[chosen[map.image]!]!],
    };
    if (map.factor === 'age') expect(map.probability).toBeNull();
    else expect([map.factor, map.said]).toEqual([map.factor, truth[map.factor as 'sick']]);
    // The middle of the image says nothing of anything.
    const middle = map.values[3 * CELLS + 4]!;
    expect(Math.abs(middle)).toBeLessThan(1e-6);
    if (map.factor !== 'age') expect(Math.max(...map.values)).toBeGreaterThan(0.1);
  }
});

test('a few images of each cell, the same each time, and no patient twice where that can be', () => {
  const of = (group: readonly number[], patients = group.map((_, i) => i)) => [
    ...chooseImages({ group: Int32Array.from(group), patients: Int32Array.from(patients) }),
  ];
  expect(of([0, 0, 0, 1, 1, -1])).toEqual([0, 1, 3, 4]);
  expect(of([0, 0, 0, 1, 1], [7, 7, 8, 7, 9])).toEqual([0, 1, 4, 3]);
  expect(of([0, 1, 2, 3, 4, 5, 0, 1])).toEqual([0, 1, 2, 3, 4, 5]);
  expect(of(Array.from({ length: 64 }, (_, i) => i))).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
  expect(of([-1, -1])).toEqual([]);
});

test('what is covered lies around its cell, in every slice, and is the mean of each channel', () => {
  expect(spanOf(0, 16)).toEqual([0, 3]);
  expect(spanOf(7, 16)).toEqual([13, 16]);
  for (let cell = 0; cell < CELLS; cell++)
    for (const side of [1, 3, 8, 224]) {
      const [from, to] = spanOf(cell, side);
      expect(to).toBeGreaterThan(from);
      expect([from >= 0, to <= side]).toEqual([true, true]);
    }
  const shape = [2, 8, 8, 2];
  const image = Float32Array.from({ length: 256 }, (_, i) => i % 2);
  expect([...meanOf(image, 2)]).toEqual([0, 1]);
  const covered = cover(image, shape, [0, 0], Float32Array.of(5, 7));
  expect([...covered.subarray(0, 2)]).toEqual([5, 7]);
  expect([...covered.subarray(128, 130)]).toEqual([5, 7]);
  expect([...covered.subarray(126, 128)]).toEqual([0, 1]);
  expect(image[0]).toBe(0);
});

test('the read-out is that of a probe: it tells what the features tell, at equal frequencies', () => {
  const random = new Random(1);
  const codes = Int32Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? 1 : 0));
  const features = Float64Array.from(codes, (code) => 4 * code + random.normal());
  const said = linearReadout(
    { features, width: 1, target: { kind: 'classes', codes, classes: 2 } },
    Float64Array.of(0, 2, 4),
  );
  expect(said[1]!).toBeLessThan(0.15);
  expect(said[3]!).toBeGreaterThan(0.35);
  expect(said[3]!).toBeLessThan(0.65);
  expect(said[5]!).toBeGreaterThan(0.85);
  const numbers = linearReadout(
    { features, width: 1, target: { kind: 'number', values: features.map((x) => 3 * x + 1) } },
    Float64Array.of(0, 2),
  );
  expect(numbers[0]!).toBeCloseTo(1, 1);
  expect(numbers[1]!).toBeCloseTo(7, 1);
});
