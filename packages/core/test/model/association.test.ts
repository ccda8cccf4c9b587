import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random, type Task } from '../../src/index.ts';
import { associationsWithY } from '../../src/model/mimmx/association.ts';

const labelled = (name: string, classes: number) => ({
  name,
  kind: 'categorical' as const,
  classes,
  labels: Array.from({ length: classes }, (_, i) => String(i)),
});
const task = (classes: number, z: Task['z'][number]): Task => ({ y: labelled('y', classes), z: [z] });
const age = { name: 'age', kind: 'continuous' as const, mean: 0, sd: 1 };
const of = (y: number[], z: ArrayLike<number>, about: Task) =>
  associationsWithY(
    {
      y: Int32Array.from(y),
      z: [about.z[0]!.kind === 'continuous' ? Float32Array.from(z) : Int32Array.from(z)],
    },
    about,
  )[0]!;
const many = (count: number, f: (i: number) => number) => Array.from({ length: count }, (_, i) => f(i));

describe('how closely a confounder goes with y', () => {
  it.each([
    [0.5, 0],
    [0.7, 0.4],
    [0.9, 0.8],
    [1, 1],
  ])('is 2p − 1 where two classes agree in a share p = %f', (p, expected) => {
    const n = 20_000;
    const y = many(n, (i) => i % 2);
    const z = many(n, (i) => (Math.floor(i / 2) < (p * n) / 2 ? i % 2 : 1 - (i % 2)));
    expect(of(y, z, task(2, labelled('z', 2)))).toBeCloseTo(expected, 3);
  });

  it('is the same whatever the classes are called, and for z against y', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { minLength: 20, maxLength: 60 }), (rows) => {
        const [y, z] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
        const value = of(y, z, task(3, labelled('z', 4)));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(
          of(
            y.map((a) => 2 - a),
            z.map((b) => 3 - b),
            task(3, labelled('z', 4)),
          ),
        ).toBeCloseTo(value, 9);
        expect(of(z, y, task(4, labelled('z', 3)))).toBeCloseTo(value, 9);
      }),
    );
  });

  it('is not made up by few images: near 0 on average where there is nothing', () => {
    const random = new Random(1);
    const values = many(200, () =>
      of(
        many(60, (i) => i % 2),
        many(60, () => random.integer(4)),
        task(2, labelled('z', 4)),
      ),
    );
    // Without the correction the mean would be √(3 / 59) = 0.23.
    expect(values.reduce((a, b) => a + b, 0) / 200).toBeLessThan(0.12);
  });

  it('is, for a number, the root of the variance that y accounts for', () => {
    const random = new Random(2);
    const n = 20_000;
    const y = many(n, (i) => i % 2);
    // Means ±1 and standard deviation 1: half of the variance is between.
    const z = y.map((c) => 2 * c - 1 + random.normal());
    expect(of(y, z, task(2, age))).toBeCloseTo(Math.sqrt(0.5), 2);
    expect(
      of(
        y,
        many(n, () => random.normal()),
        task(2, age),
      ),
    ).toBeLessThan(0.03);
  });

  it('leaves out rows whose confounder is missing', () => {
    const [y, z] = [
      [0, 1, 0, 1, 0, 1, 0, 1],
      [0, 1, 0, 1, 0, 1, 0, 1],
    ];
    expect(of([...y, 1, 1], [...z, -1, -1], task(2, labelled('z', 2)))).toBe(
      of(y, z, task(2, labelled('z', 2))),
    );
    expect(of([...y, 1], [...z, Number.NaN], task(2, age))).toBe(of(y, z, task(2, age)));
  });
});
