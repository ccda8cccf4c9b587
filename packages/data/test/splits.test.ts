import { Random } from '@mimmx/core';
import { kFolds, makeSplit, resolveTask, splitByPatient, splitSchema, taskSchema } from '@mimmx/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertDisjoint } from '../src/splits.ts';
import { classColumn, makeTable } from './tables.ts';

/** y, z and the number of images of each patient. */
const patientsArbitrary = fc.array(
  fc.record({ y: fc.nat(1), z: fc.nat(2), images: fc.integer({ min: 1, max: 6 }) }),
  { minLength: 20, maxLength: 80 },
);

function build(people: readonly { y: number; z: number; images: number }[], split?: readonly number[]) {
  const all = [{ y: 0, z: 0, images: 1 }, { y: 1, z: 1, images: 1 }, ...people];
  const rows = all.flatMap(({ y, z, images }, patient) =>
    Array.from({ length: images }, () => ({ y, z, patient })),
  );
  const table = makeTable(
    rows.length,
    {
      y: classColumn(
        rows.map(({ y }) => y),
        ['well', 'ill'],
      ),
      z: classColumn(
        rows.map(({ z }) => z),
        ['A', 'B', 'C'],
      ),
      split: classColumn(
        rows.map((_, row) => split?.[row] ?? 0),
        ['train', 'test', 'valid'],
      ),
    },
    Int32Array.from(rows, ({ patient }) => patient),
  );
  const resolved = resolveTask(table, [], taskSchema.parse({ y: { column: 'y' }, z: [{ column: 'z' }] }));
  return { table, resolved };
}

const named = (name: string, rows: Int32Array) => ({ name, rows });

test('no patient is on two sides, every image on one, and no side is off by more than a patient', () => {
  fc.assert(
    fc.property(patientsArbitrary, fc.nat(1000), (people, seed) => {
      const { table, resolved } = build(people);
      const config = splitSchema.parse({ train: 0.6, test: 0.4, validation: 0.2 });
      const { train, validation, test: held } = makeSplit(table, resolved, config, new Random(seed));
      assertDisjoint(named('train', train), named('test', held), table);
      assertDisjoint(named('train', train), named('validation', validation), table);
      assertDisjoint(named('validation', validation), named('test', held), table);
      const all = [...train, ...validation, ...held].sort((a, b) => a - b);
      expect(all).toEqual([...resolved.eligible]);
      expect(Math.abs(held.length - 0.4 * table.length)).toBeLessThanOrEqual(6);
    }),
    { numRuns: 80 },
  );
});

test('with one image per patient sizes are exact and every stratum is shared in proportion', () => {
  const people = Array.from({ length: 998 }, (_, i) => ({ y: i % 2, z: i % 3, images: 1 }));
  const { table, resolved } = build(people);
  const config = splitSchema.parse({ train: 700, test: 200 });
  const { train, test: held } = makeSplit(table, resolved, config, new Random(1));
  expect([train.length, held.length]).toEqual([700, 200]);
  const [column] = resolved.z;
  for (const y of [0, 1]) {
    for (const z of [0, 1, 2]) {
      const inStratum = (rows: Int32Array) =>
        rows.filter((row) => resolved.y[row] === y && column?.values?.[row] === z).length;
      const total = inStratum(resolved.eligible);
      expect(Math.abs(inStratum(train) - 0.7 * total)).toBeLessThanOrEqual(2);
      expect(Math.abs(inStratum(held) - 0.2 * total)).toBeLessThanOrEqual(2);
    }
  }
});

test('strata of one patient each do not all fall to the larger side', () => {
  const rows = Int32Array.from({ length: 100 }, (_, row) => row);
  const [train, held] = splitByPatient(rows, rows, rows, [70, 30], new Random(1));
  expect([train?.length, held?.length]).toEqual([70, 30]);
});

test('k folds hold every image once, no patient twice, and fold k is the test set', () => {
  fc.assert(
    fc.property(patientsArbitrary, fc.integer({ min: 2, max: 5 }), (people, folds) => {
      const { table, resolved } = build(people);
      const parts = kFolds(table, resolved, folds, new Random(3));
      expect(parts.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual([...resolved.eligible]);
      parts.forEach((part, i) => {
        for (const other of parts.slice(i + 1)) assertDisjoint(named('a', part), named('b', other), table);
        const { test: held } = makeSplit(
          table,
          resolved,
          splitSchema.parse({ folds, fold: i }),
          new Random(3),
        );
        expect(held).toEqual(part);
      });
    }),
    { numRuns: 30 },
  );
});

test('the same seed divides alike, another otherwise', () => {
  const { table, resolved } = build(Array.from({ length: 100 }, (_, i) => ({ y: i % 2, z: 0, images: 2 })));
  const config = splitSchema.parse({ train: 0.5, test: 0.5 });
  const held = (seed: number) => makeSplit(table, resolved, config, new Random(seed)).test;
  expect(held(1)).toEqual(held(1));
  expect(held(2)).not.toEqual(held(1));
});

describe('a split that the table brings', () => {
  const people = Array.from({ length: 30 }, (_, i) => ({ y: i % 2, z: i % 3, images: 1 }));

  test('is taken as it is', () => {
    const { table, resolved } = build(
      people,
      Array.from({ length: 32 }, (_, row) => row % 3),
    );
    const config = splitSchema.parse({
      column: 'split',
      train: ['train'],
      test: ['test'],
      validation: ['valid'],
    });
    const { train, validation, test: held } = makeSplit(table, resolved, config, new Random(1));
    expect([...train].every((row) => row % 3 === 0)).toBe(true);
    expect([...held].every((row) => row % 3 === 1)).toBe(true);
    expect([...validation].every((row) => row % 3 === 2)).toBe(true);
  });

  test('is refused where it divides a patient', () => {
    const two = build([{ y: 0, z: 0, images: 2 }], [0, 0, 0, 1]);
    const config = splitSchema.parse({ column: 'split', train: ['train'], test: ['test'] });
    expect(() => makeSplit(two.table, two.resolved, config, new Random(1))).toThrow(
      'E_OVERLAP: Sets "train" and "test" share 1 patient(s): image "image-3" of patient "patient-2" in "test"',
    );
  });

  test('that names what is not there', () => {
    const { table, resolved } = build(people);
    const make = (config: object) => () =>
      makeSplit(table, resolved, splitSchema.parse(config), new Random(1));
    expect(make({ column: 'splt', train: ['train'], test: ['test'] })).toThrow('Did you mean "split"?');
    expect(make({ column: 'split', train: ['train'], test: ['held'] })).toThrow(
      'E_UNKNOWN_VALUE: split: column "split" has no value "held"; it has the values "train" (32)',
    );
  });
});

test('asking for more than there is', () => {
  const { table, resolved } = build(Array.from({ length: 98 }, (_, i) => ({ y: i % 2, z: 0, images: 1 })));
  const make = (config: object) => () => makeSplit(table, resolved, splitSchema.parse(config), new Random(1));
  expect(make({ train: 80, test: 30 })).toThrow(
    'E_SPLIT: split: train 80 and test 30 need 110 images, and the task has 100.',
  );
  expect(make({ train: 0.8, test: 0.3 })).toThrow(
    'E_SPLIT: split: train 0.8 and test 0.3 are more than all images: fractions may add up to 1 at most.',
  );
  expect(make({ train: 0.5, test: 0.5, validation: 60 })).toThrow(
    'E_SPLIT: split: validation 60 need 60 images',
  );
  expect(make({ train: 10.5, test: 3 })).toThrow('give whole numbers of images, or fractions up to 1');
  expect(make({ folds: 3, fold: 3 })).toThrow(
    'E_SPLIT: split: fold 3 does not exist; 3 folds are numbered 0 to 2.',
  );
});

test('an overlap names the image and the patient', () => {
  const { table } = build([{ y: 0, z: 0, images: 3 }]);
  expect(() =>
    assertDisjoint(named('train', Int32Array.of(0, 2)), named('balanced', Int32Array.of(1, 4)), table),
  ).toThrow(
    'E_OVERLAP: Sets "train" and "balanced" share 1 patient(s): image "image-4" of patient "patient-2" in "balanced" ' +
      'is of a patient in "train" too. Split by patient.',
  );
  assertDisjoint(named('train', Int32Array.of(0)), named('balanced', Int32Array.of(1, 2)), table);
});
