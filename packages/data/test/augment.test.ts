import { Random } from '@mimmx/core';
import { affine, createAugmentation } from '@mimmx/data';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flip } from '../src/augment/flip.ts';
import { gainAndNoise } from '../src/augment/intensity.ts';
import { shiftBy } from '../src/augment/shift.ts';

test('shift moves all pixels by one whole vector and fills with 0', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.nat(1000),
      fc.integer({ min: 1, max: 2 }),
      (most, seed, channels) => {
        const [height, width] = [5, 6];
        const before = Float32Array.from({ length: height * width * channels }, (_, i) => i + 1);
        const after = before.slice();
        shiftBy(most)(after, [height, width, channels], new Random(seed));
        const matches = [];
        for (let down = -most; down <= most; down++) {
          for (let right = -most; right <= most; right++) {
            const expected = before.map((_, i) => {
              const channel = i % channels;
              const row = Math.floor(i / channels / width) - down;
              const column = (Math.floor(i / channels) % width) - right;
              const inside = row >= 0 && row < height && column >= 0 && column < width;
              return inside ? (before[(row * width + column) * channels + channel] ?? 0) : 0;
            });
            if (expected.every((value, i) => value === after[i])) matches.push([down, right]);
          }
        }
        expect(matches.length).toBe(1);
      },
    ),
  );
});

test('shift reaches every vector', () => {
  const random = new Random(1);
  const seen = new Set<number>();
  for (let i = 0; i < 500; i++) {
    const image = new Float32Array(49);
    image[24] = 1;
    shiftBy(2)(image, [7, 7, 1], random);
    seen.add(image.indexOf(1));
  }
  expect(seen.size).toBe(25);
});

test('gain is one factor for the image; noise has the spread asked for', () => {
  const image = new Float32Array(100).fill(1);
  gainAndNoise(0.2, 0)(image, [10, 10, 1], new Random(3));
  expect(new Set(image).size).toBe(1);
  expect(Math.abs((image[0] ?? 0) - 1)).toBeLessThanOrEqual(0.2);
  const noisy = new Float32Array(20_000);
  gainAndNoise(0, 0.5)(noisy, [20_000, 1, 1], new Random(4));
  const variance = noisy.reduce((sum, value) => sum + value ** 2, 0) / noisy.length;
  // The sample variance of 20,000 normals has a standard deviation of 1 %.
  expect(variance / 0.25).toBeCloseTo(1, 1);
});

test('nothing named is nothing done', () => {
  expect(createAugmentation({})).toBeUndefined();
  expect(createAugmentation({ shift: 1 })).toBeTypeOf('function');
});

/** The first generator of a few whose first draw is below (or not below) one half. */
const drawing = (below: boolean): Random => {
  for (let seed = 0; ; seed++) if (new Random(seed).uniform() < 0.5 === below) return new Random(seed);
};

test('a flip mirrors every line, in volumes too, and is undone by another', () => {
  const image = Float32Array.of(1, 2, 3, 4, 5, 6);
  const flipped = image.slice();
  flip(flipped, [2, 3, 1], drawing(false));
  expect([...flipped]).toEqual([3, 2, 1, 6, 5, 4]);
  const volume = Float32Array.from({ length: 2 * 2 * 3 * 2 }, (_, i) => i);
  const twice = volume.slice();
  flip(twice, [2, 2, 3, 2], drawing(false));
  expect([...twice.slice(0, 6)]).toEqual([4, 5, 2, 3, 0, 1]);
  flip(twice, [2, 2, 3, 2], drawing(false));
  expect(twice).toEqual(volume);
  flip(twice, [2, 2, 3, 2], drawing(true));
  expect(twice).toEqual(volume);
});

test('turning by nothing changes nothing; a turned plane is the plane of turned coordinates', () => {
  const plane = (y: number, x: number) => 100 + 2 * x - 3 * y;
  const size = 9;
  const image = Float32Array.from({ length: size * size }, (_, i) => plane(Math.floor(i / size), i % size));
  const still = image.slice();
  affine({ rotate: 0, scale: 0 })(still, [size, size, 1], new Random(1));
  for (const [i, value] of still.entries()) expect(value).toBeCloseTo(image[i]!, 4);

  const turned = image.slice();
  affine({ rotate: 30, scale: 0.2 })(turned, [size, size, 1], new Random(2));
  const random = new Random(2);
  const angle = ((2 * random.uniform() - 1) * 30 * Math.PI) / 180;
  const scale = 1 + (2 * random.uniform() - 1) * 0.2;
  for (const [y, x] of [
    [4, 4],
    [3, 5],
    [5, 3],
    [4, 6],
  ] as const) {
    const [dx, dy] = [(x - 4) / scale, (y - 4) / scale];
    const expected = plane(
      4 + Math.cos(angle) * dy - Math.sin(angle) * dx,
      4 + Math.cos(angle) * dx + Math.sin(angle) * dy,
    );
    expect(turned[y * size + x]).toBeCloseTo(expected, 3);
  }
});
