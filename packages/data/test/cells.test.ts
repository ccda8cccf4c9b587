import { Random, type Table } from '@mimmx/core';
import { type Distribution, type ResolvedTask, resolveTask, type Target, taskSchema } from '@mimmx/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCells } from '../src/cells.ts';
import { contingency, tableInformation } from '../src/dependence.ts';
import { drawSamples } from '../src/draw-samples.ts';
import { apportion } from '../src/rounding.ts';
import { conditional, distributionSchema, resolveTarget } from '../src/target.ts';
import { classColumn, makeTable, settableFactor } from './tables.ts';

const LETTERS = [...'abcdefgh'];

/** A task with y of `classesY` and settable confounders of the given classes and strengths. */
function settableTask(
  classesY: number,
  z: readonly { classes: number; strength: number }[],
  rows: readonly number[],
) {
  const table = makeTable(rows.length, { y: classColumn(rows, LETTERS.slice(0, classesY)) });
  const settable = z.map(({ classes }, i) => settableFactor(`z${i}`, LETTERS.slice(0, classes)));
  const resolved = resolveTask(
    table,
    settable,
    taskSchema.parse({ y: { column: 'y' }, z: z.map(({ strength }, i) => ({ factor: `z${i}`, strength })) }),
  );
  return { table, resolved };
}

const draw = (
  { table, resolved }: { table: Table; resolved: ResolvedTask },
  distribution: Distribution,
  more: {
    size?: number;
    prevalence?: 'found' | 'equal';
    trained?: Target;
    pool?: Int32Array;
    seed?: number;
  } = {},
) =>
  drawSamples({
    name: 'test',
    pool: more.pool ?? resolved.eligible,
    table,
    resolved,
    target: resolveTarget(distribution, resolved, 'shifts.test', more.trained),
    prevalence: more.prevalence ?? 'found',
    random: new Random(more.seed ?? 5),
    ...(more.size === undefined ? {} : { size: more.size }),
  });

const count = (values: ArrayLike<number>, code: number) =>
  Array.from(values).filter((one) => one === code).length;
const information = (a: Int32Array, b: Int32Array, k = 2) => tableInformation(contingency(a, b, k, k));
const pair = [
  { classes: 2, strength: 0.9 },
  { classes: 2, strength: 0.9 },
];
const thousand = settableTask(
  2,
  pair,
  Array.from({ length: 2000 }, (_, i) => i % 2),
);

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

/** A pool with an observed z0 and z1, and a settable z2. */
function mixedTask(cells: readonly (readonly [y: number, z0: number, z1: number])[]) {
  const table = makeTable(cells.length, {
    y: classColumn(
      cells.map(([y]) => y),
      ['well', 'ill'],
    ),
    z0: classColumn(
      cells.map(([, z]) => z),
      ['F', 'M'],
    ),
    z1: classColumn(
      cells.map(([, , z]) => z),
      ['PA', 'AP'],
    ),
  });
  const resolved = resolveTask(
    table,
    [settableFactor('z2', ['none', 'mark'])],
    taskSchema.parse({
      y: { column: 'y' },
      z: [
        { factor: 'z2', strength: 0.8 },
        { column: 'z0', strength: 0.9 },
        { column: 'z1', strength: 'natural' },
      ],
    }),
  );
  return { table, resolved };
}

const cell = fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1));
const every = [0, 1].flatMap((y) => [0, 1].flatMap((z0) => [0, 1].map((z1) => [y, z0, z1] as const)));

test('observed columns are selected: no row twice, true labels, exact shares, and the largest set there is', () => {
  fc.assert(
    fc.property(fc.array(cell, { minLength: 30, maxLength: 150 }), (rows) => {
      const cells = [...every, ...rows];
      const task = mixedTask(cells);
      const set = draw(task, { z0: 0.75 }, { prevalence: 'equal' });
      const size = set.rows.length;
      expect(new Set(set.rows).size).toBe(size);
      set.rows.forEach((row, i) => {
        expect([set.y[i], set.z[1]?.[i], set.z[2]?.[i]]).toEqual(cells[row]);
      });
      // Brute force: a size fits if its rounded cells do, and none larger may.
      const available = [0, 1].map((y) =>
        [0, 1].map((z) => cells.filter(([a, b]) => a === y && b === z).length),
      );
      const fits = (total: number) =>
        apportion([0.5, 0.5], total).every((classTotal, y) =>
          apportion(conditional(2, 2, 0.75)[y] ?? [], classTotal).every(
            (wanted, z) => wanted <= (available[y]?.[z] ?? 0),
          ),
        );
      const largest = Array.from({ length: cells.length }, (_, i) => cells.length - i).find(fits);
      expect(size).toBe(largest);
      const counts = contingency(set.y, set.z[1] as Int32Array, 2, 2);
      expect(counts).toEqual(
        apportion([0.5, 0.5], size).map((total, y) => apportion(conditional(2, 2, 0.75)[y] ?? [], total)),
      );
      // The settable one is assigned on top: 0.8 within each class of y.
      contingency(set.y, set.z[0] as Int32Array, 2, 2).forEach((row, y) => {
        expect(row).toEqual(apportion(conditional(2, 2, 0.8)[y] ?? [], count(set.y, y)));
      });
    }),
    { numRuns: 60 },
  );
});

test('natural takes every row as it is, and only what is controlled is changed', () => {
  const table = makeTable(6, {
    y: classColumn([0, 0, 0, 1, 1, 1], ['well', 'ill']),
    z: classColumn([0, 0, 1, 1, 1, 0], ['F', 'M']),
  });
  const resolved = resolveTask(table, [], taskSchema.parse({ y: { column: 'y' }, z: [{ column: 'z' }] }));
  const set = draw({ table, resolved }, 'induced');
  expect([...set.rows].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(draw({ table, resolved }, 'natural', { size: 4 }).rows.length).toBe(4);
});

test('a full joint table', () => {
  const joint = [
    { y: 'a', z: { z0: 'a', z1: 'a' }, share: 2 },
    { y: 'a', z: { z0: 'b', z1: 'b' }, share: 1 },
    { y: 'b', z: { z0: 'b', z1: 'a' }, share: 1 },
  ];
  const set = draw(thousand, distributionSchema.parse({ joint }), { size: 1000 });
  const groups = [0, 1, 2, 3, 4, 5, 6, 7].map((group) => count(set.group, group));
  expect(groups).toEqual([500, 0, 0, 250, 0, 0, 250, 0]);
  const trained = resolveTarget({ joint }, thousand.resolved, 'train');
  const inverted = draw(thousand, 'inverted', { trained, size: 1000 });
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((group) => count(inverted.group, group))).toEqual([
    250, 0, 0, 500, 0, 250, 0, 0,
  ]);
});

test('the same seed draws the same set, another seed another', () => {
  const labelled = (seed: number) => {
    const { rows, y, z } = draw(thousand, 'induced', { seed });
    return { rows, y, z };
  };
  expect(labelled(1)).toEqual(labelled(1));
  expect(labelled(2)).not.toEqual(labelled(1));
});

describe('mistakes', () => {
  const one = mixedTask([...every, ...every].filter(([y, z0]) => !(y === 1 && z0 === 0)));

  test('a wanted cell without a row is named, with a remedy', () => {
    expect(() => draw(one, { z0: 0.9 }, { prevalence: 'equal' })).toThrow(
      'E_EMPTY_CELL: Set "test" needs images with y = ill, z0 = F, and none of its 12 images has that. ' +
        'Leave "z0" natural in this set, or draw its classes wider.',
    );
  });

  test('more samples than there are', () => {
    expect(() => draw(thousand, 'induced', { size: 2001 })).toThrow(
      'E_TOO_FEW_SAMPLES: Set "test" asks for 2001 samples, but its cells allow 2000 out of 2000 images.',
    );
    const mixed = mixedTask([...every, ...every]);
    expect(() => draw(mixed, { z0: 0.9 }, { prevalence: 'equal', size: 16 })).toThrow(
      /E_TOO_FEW_SAMPLES: Set "test" asks for 16 samples, but its cells allow \d+ out of 16 images \(scarcest: y = (well|ill), z0 = (F|M) with 4\)/,
    );
    expect(() => draw(mixed, 'natural', { size: 17 })).toThrow('E_STRENGTH');
  });

  test('strengths that are none', () => {
    for (const strength of [-0.1, 1.5, Number.NaN]) {
      expect(() => draw(thousand, strength)).toThrow(`E_STRENGTH: shifts.test: strength ${strength} of "z0"`);
    }
    expect(() => draw(thousand, { z7: 0.5 })).toThrow(
      'E_UNKNOWN_FACTOR: shifts.test: the task has no confounder "z7".',
    );
    expect(() => draw(thousand, 'natural')).toThrow('confounder "z0" is set, not observed');
    expect(() => draw(thousand, 'inverted')).toThrow('refers to the training set');
    expect(() => draw(thousand, 'inverted', { trained: { kind: 'natural' } })).toThrow(
      'no strength was induced',
    );
  });

  test('joint tables that do not add up', () => {
    const joint = (cells: { y: string; z: Record<string, string>; share: number }[]) => () =>
      draw(thousand, { joint: cells });
    const good = { y: 'a', z: { z0: 'a', z1: 'a' }, share: 1 };
    expect(joint([{ ...good, share: -1 }])).toThrow('shares must be 0 or more');
    expect(joint([good, good])).toThrow('is given twice');
    expect(joint([{ ...good, y: 'c' }])).toThrow('"y" has no class "c". It has: a, b.');
    expect(joint([{ ...good, z: { z0: 'a' } }])).toThrow('confounder "z1" is set, not observed');
  });
});
