import { Random, validate } from '@mimmx/core';
import { type DataInput, dataSchema, prepareData } from '@mimmx/data';
import { describe, expect, test } from 'vitest';
import { assertDisjoint } from '../src/splits.ts';
import { classColumn, makeTable, numberColumn, settableFactor } from './tables.ts';

/** A hospital: two images per patient, sex and view observed, effusion more often in old men. */
function hospital() {
  const random = new Random(11);
  const people = Array.from({ length: 1500 }, () => {
    const sex = random.integer(2);
    const age = 20 + random.integer(70);
    const ill = random.uniform() < 0.25 + 0.2 * sex + (age > 60 ? 0.2 : 0) ? 1 : 0;
    return { sex, age, ill };
  });
  const rows = people.flatMap((person, patient) => [
    { ...person, patient, view: random.integer(2) },
    { ...person, patient, view: random.integer(2) },
  ]);
  return {
    table: makeTable(
      rows.length,
      {
        effusion: classColumn(
          rows.map(({ ill }) => ill),
          ['no', 'yes'],
        ),
        sex: classColumn(
          rows.map(({ sex }) => sex),
          ['F', 'M'],
        ),
        age: numberColumn(rows.map(({ age }) => age)),
        view: classColumn(
          rows.map(({ view }) => view),
          ['PA', 'AP'],
        ),
      },
      Int32Array.from(rows, ({ patient }) => patient),
    ),
    settable: [settableFactor('marker', ['none', 'marker'])],
  };
}

const prepare = (input: DataInput, seed = 1) =>
  prepareData(hospital(), validate(dataSchema, input, 'Config'), seed);

const induced: DataInput = {
  task: {
    y: { column: 'effusion' },
    z: [
      { column: 'sex', strength: 0.9 },
      { column: 'age', values: { young: '<= 50', old: '>= 60' }, strength: 0.9 },
    ],
  },
  split: { train: 0.7, test: 0.3, validation: 0.1 },
};

const outside = '350 of 3000 images are in no set: 350 in no class of "age".';

test('induced sex and age: the four shifts, with their dependence, and no patient on two sides', () => {
  const { splits, report } = prepare({
    ...induced,
    shifts: { ...dataSchema.shape.shifts.parse(undefined), natural: 'natural' },
  });
  const pairs = Object.fromEntries(
    report.sets.map(({ name, dependence }) => [name, dependence.map(({ correlation }) => correlation)]),
  );
  expect(pairs.train?.[0]).toBeCloseTo(0.8, 2);
  expect(pairs.train?.[1]).toBeCloseTo(0.8, 2);
  expect(pairs.train?.[2]).toBeCloseTo(0.64, 2);
  expect(pairs.validation?.[0]).toBeCloseTo(0.8, 1);
  expect(pairs.inDistribution?.[0]).toBeCloseTo(0.8, 1);
  expect(pairs.inverted?.[0]).toBeCloseTo(-0.8, 1);
  for (const correlation of pairs.balanced ?? []) expect(correlation).toBeCloseTo(0, 2);
  const table = hospital().table;
  for (const shift of Object.values(splits.shifts)) {
    assertDisjoint(splits.train, shift, table);
    if (splits.validation) assertDisjoint(splits.validation, shift, table);
  }
  expect(report.images.total).toBe(3000);
  expect(report.images.eligible).toBeLessThan(3000);
  const { train, validation, test: held } = report.split;
  expect(train + validation + held).toBe(report.images.eligible);
});

test('the oracle sees as many images as the others, from the same patients, without correlation', () => {
  const { splits, report, balancedTrain } = prepare(induced);
  expect(balancedTrain().rows.length).toBe(splits.train.rows.length);
  const balanced = report.sets.find(({ name }) => name === 'balancedTrain');
  for (const { mutualInformation } of balanced?.dependence ?? [])
    expect(mutualInformation).toBeLessThan(1e-3);
  expect(report.notes).toEqual([outside]);
});

test('a synthetic marker on top of natural correlations: only the marker is inverted', () => {
  const { report } = prepare({
    task: {
      y: { column: 'effusion' },
      z: [{ factor: 'marker', strength: 0.95 }, { column: 'sex' }],
    },
    shifts: { inDistribution: 'trained', inverted: 'inverted', balanced: 'balanced' },
  });
  const by = (set: string) => report.sets.find(({ name }) => name === set)?.dependence ?? [];
  expect(by('train')[0]?.correlation).toBeCloseTo(0.9, 1);
  expect(by('inverted')[0]?.correlation).toBeCloseTo(-0.9, 1);
  const natural = by('train')[1]?.correlation ?? 0;
  expect(natural).toBeGreaterThan(0.1);
  expect(Math.abs((by('inverted')[1]?.correlation ?? 0) - natural)).toBeLessThan(0.1);
  for (const { correlation } of by('balanced')) expect(Math.abs(correlation)).toBeLessThan(0.01);
  // Nothing had to be left out to set a marker.
  expect(report.sets[0]?.count).toBe(report.split.train);
});

test('the oracle’s set says so where it cannot be as large', () => {
  const { splits, report, balancedTrain } = prepare({
    ...induced,
    train: 'natural',
    shifts: { balanced: 'balanced' },
  });
  const size = balancedTrain().rows.length;
  expect(size).toBeLessThan(splits.train.rows.length);
  expect(report.notes).toEqual([
    outside,
    ...['sex', 'age'].map((name) => expect.stringContaining(`strength 0.9 of "${name}" is used by no set`)),
    `The balanced training set has ${size} images and the training set ${splits.train.rows.length}. ` +
      `Set sizes.train to ${size} to make them equal.`,
  ]);
  const equal = prepare({
    ...induced,
    train: 'natural',
    shifts: { balanced: 'balanced' },
    sizes: { train: size },
  });
  expect(equal.splits.train.rows.length).toBe(size);
  expect(equal.balancedTrain().rows.length).toBe(size);
});

test('a further shift changes none of the others, another seed of the run changes the draw and not the split', () => {
  const one = prepare(induced);
  const more = prepare({ ...induced, shifts: { inverted: 'inverted', strong: 0.98, balanced: 'balanced' } });
  expect(more.splits.shifts.inverted?.rows).toEqual(one.splits.shifts.inverted?.rows);
  const other = prepare(induced, 2);
  expect(other.splits.train.rows).not.toEqual(one.splits.train.rows);
  expect(other.report.split).toEqual(one.report.split);
});

test('sizes and prevalence as asked', () => {
  const { splits } = prepare({ ...induced, sizes: { train: 400, balanced: 96 }, prevalence: [0.75, 0.25] });
  expect(splits.train.rows.length).toBe(400);
  expect(splits.shifts.balanced?.rows.length).toBe(96);
  expect(splits.train.y.filter((y) => y === 1).length).toBe(100);
});

describe('mistakes', () => {
  const fail = (more: Partial<DataInput>) => () => prepare({ ...induced, ...more });
  test('are one line that names the place', () => {
    expect(fail({ sizes: { trian: 5 } })).toThrow(
      'E_TASK: sizes: there is no set "trian". Did you mean "train"?',
    );
    expect(fail({ shifts: { train: 'balanced' } })).toThrow('a test set cannot be called "train"');
    expect(fail({ sizes: { inverted: 5000 } })).toThrow(
      'E_TOO_FEW_SAMPLES: Set "inverted" asks for 5000 samples',
    );
    expect(fail({ train: 'natural' })).toThrow('E_STRENGTH: shifts.inverted: the training set is natural');
    expect(fail({ shifts: { strong: 2 } })).toThrow('E_STRENGTH: shifts.strong: strength 2 of "sex"');
    expect(fail({ split: { train: 1, test: 0 } })).toThrow(
      'E_SPLIT: Set "inDistribution" has no image to draw from',
    );
    expect(fail({ prevalence: [1, 2, 3] })).toThrow('prevalence [1, 2, 3] must have one share of 0 or more');
  });
});
