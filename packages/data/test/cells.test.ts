import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCells } from '../src/cells.ts';
import { apportion } from '../src/rounding.ts';
import { conditional, resolveTarget } from '../src/target.ts';
import { count, draw, information, settableTask, thousand } from './settable-task.ts';

describe('oracles of the two-confounder setting', () => {
  test('90:10 gives I(y; z) = 0.368 and I(z1; z2) = 0.222 nats, phi 0.8 and 0.64', () => {
    const set = draw(thousand, 'induced');
    const [z1, z2] = set.z as Int32Array[];
    if (!z1 || !z2) throw new Error('two confounders');
    expect(information(set.y, z1)).toBeCloseTo(0.3681, 4);
    expect(information(set.y, z2)).toBeCloseTo(0.3681, 4);
    expect(information(z1, z2)).toBeCloseTo(0.2218, 3);
    expect(count(set.group, 0)).toBe(810);
    expect(count(set.group, 1)).toBe(90);
    expect(count(set.group, 3)).toBe(10);
    expect(count(set.group, 7)).toBe(810);
  });

  test('95:5 gives 0.495 nats; balanced and 0.5 give none', () => {
    const set = draw(thousand, 0.95);
    expect(information(set.y, set.z[0] as Int32Array)).toBeCloseTo(0.4946, 4);
    for (const distribution of ['balanced', 0.5] as const) {
      const even = draw(thousand, distribution);
      for (let group = 0; group < 8; group++) expect(count(even.group, group)).toBe(250);
    }
  });

  test('inverted mirrors the training set, and keeps I(z1; z2)', () => {
    const trained = resolveTarget('induced', thousand.resolved, 'train');
    const set = draw(thousand, 'inverted', { trained });
    expect(count(set.group, 3)).toBe(810);
    expect(count(set.group, 0)).toBe(10);
    expect(information(...(set.z as [Int32Array, Int32Array]))).toBeCloseTo(0.2218, 3);
  });

  test('a strength per confounder', () => {
    const set = draw(thousand, { z0: 0.8 });
    const agree = (z: ArrayLike<number> | undefined) => set.y.filter((y, i) => y === z?.[i]).length;
    expect(agree(set.z[0])).toBe(1600);
    expect(agree(set.z[1])).toBe(1800);
  });
});

describe('more than two classes', () => {
  test('the class that belongs to y has the strength, the others share the rest', () => {
    expect(conditional(2, 2, 0.9)).toEqual([
      [0.9, expect.closeTo(0.1)],
      [expect.closeTo(0.1), 0.9],
    ]);
    expect(conditional(2, 4, 0.7).map((row) => row.indexOf(0.7))).toEqual([0, 2]);
    expect(conditional(4, 2, 0.7).map((row) => row.indexOf(0.7))).toEqual([0, 0, 1, 1]);
  });

  test('inverted moves every class on to the next', () => {
    const ten = settableTask(
      4,
      [{ classes: 4, strength: 0.7 }],
      Array.from({ length: 400 }, (_, i) => i % 4),
    );
    const trained = resolveTarget('induced', ten.resolved, 'train');
    const set = draw(ten, 'inverted', { trained });
    const z = set.z[0] ?? [];
    expect(set.y.filter((y, i) => z[i] === (y + 1) % 4).length).toBe(280);
    expect(set.y.filter((y, i) => z[i] === y).length).toBe(40);
  });
});

const confounders = fc.array(
  fc.record({
    classes: fc.integer({ min: 2, max: 4 }),
    strength: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 4 },
);

test('whatever the strengths, y and every z given y have exact counts, and every row is used once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 3 }).chain((classes) =>
        fc.tuple(
          fc.constant(classes),
          fc
            .array(fc.integer({ min: 0, max: classes - 1 }), { minLength: 6, maxLength: 120 })
            .map((rows) => [...Array(classes).keys(), ...rows]),
        ),
      ),
      confounders,
      ([classes, rows], z) => {
        const task = settableTask(classes, z, rows);
        const set = draw(task, 'induced');
        expect([...set.rows].sort((a, b) => a - b)).toEqual(rows.map((_, row) => row));
        expect([...set.y]).toEqual([...set.rows].map((row) => rows[row]));
        for (let y = 0; y < classes; y++) {
          const total = count(rows, y);
          z.forEach((confounder, i) => {
            const wanted = apportion(
              conditional(classes, confounder.classes, confounder.strength)[y] ?? [],
              total,
            );
            const own = (set.z[i] ?? new Int32Array()).filter((_, s) => set.y[s] === y);
            expect(wanted.map((_, code) => count(own, code))).toEqual(wanted);
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('the joint over several z is their product given y, to within one sample per confounder', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 50, max: 5000 }),
      (strengths, total) => {
        const { resolved } = settableTask(
          2,
          strengths.map((strength) => ({ classes: 2, strength })),
          [0, 1],
        );
        const target = resolveTarget('induced', resolved, 'train');
        if (target.kind === 'natural') throw new Error('controlled');
        for (const cell of countCells(target, [0.5, 0.5], total)) {
          const share = strengths.reduce((p, s, i) => p * (cell.codes[i] === cell.y ? s : 1 - s), 0.5);
          expect(Math.abs(cell.count - share * total)).toBeLessThan(1 + strengths.length);
        }
      },
    ),
  );
});

test('the same seed draws the same set, another seed another', () => {
  const labelled = (seed: number) => {
    const { rows, y, z } = draw(thousand, 'induced', { seed });
    return { rows, y, z };
  };
  expect(labelled(1)).toEqual(labelled(1));
  expect(labelled(2)).not.toEqual(labelled(1));
});
