import { Random, type Table } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import {
  createImageStore,
  createMethodData,
  type DataInput,
  dataSchema,
  groupsOf,
  makeSamples,
  type PreparedData,
  prepareData,
  resolveTask,
  type SampleSet,
  taskSchema,
} from '@mimmx/data';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { contingency } from '../src/dependence.ts';
import { naturalCells } from '../src/files/check/natural-cells.ts';
import { apportion } from '../src/rounding.ts';
import { conditional } from '../src/target.ts';
import { classColumn, makeTable, numberColumn } from './tables.ts';

beforeAll(() => tf.setBackend('cpu'));

const sick = { column: 'sick' };
const tableOf = (rows: readonly { y: number; sex: number; years: number }[]): Table =>
  makeTable(rows.length, {
    sick: classColumn(
      rows.map(({ y }) => y),
      ['no', 'yes'],
    ),
    sex: classColumn(
      rows.map(({ sex }) => sex),
      ['F', 'M'],
    ),
    years: numberColumn(rows.map(({ years }) => years)),
  });
const prepared = (table: Table, z: DataInput['task']['z'], more: Partial<DataInput> = {}, seed = 1) =>
  prepareData(
    { table, settable: [] },
    dataSchema.parse({ task: { y: sick, z }, split: { train: 0.6, test: 0.4 }, ...more }),
    seed,
  );
const setsOf = ({ splits }: PreparedData): Record<string, SampleSet> => ({
  train: splits.train,
  ...splits.shifts,
});
/** Edges of the bins of the first confounder. */
const edgesOf = ({ task: { z } }: PreparedData): readonly number[] =>
  z[0]?.kind === 'continuous' ? (z[0].bins?.edges ?? []) : [];

/** 1,200 people from 20 to 79; the sick are no older than the others. */
const many = tableOf(
  Array.from({ length: 1200 }, (_, row) => ({
    y: row % 2,
    sex: (row >> 1) % 2,
    years: 20 + ((row * 37) % 60),
  })),
);

describe('a confounder that is a number, with bins', () => {
  const table = tableOf([
    { y: 0, sex: 0, years: 30 },
    { y: 1, sex: 0, years: 40 },
    { y: 0, sex: 1, years: 50 },
    { y: 1, sex: 1, years: 60 },
    { y: 0, sex: 0, years: Number.NaN },
  ]);
  const resolved = resolveTask(
    table,
    [],
    taskSchema.parse({ y: sick, z: [{ column: 'years', bins: 2, missing: 'keep' }] }),
  );

  test('makes cells of its bins, stays a number, and is in none where it is missing', () => {
    const [years] = resolved.task.z;
    expect(years).toMatchObject({
      kind: 'continuous',
      mean: 45,
      bins: { edges: [50], labels: ['< 50', '>= 50'] },
    });
    expect(groupsOf(resolved.task).factors).toEqual([
      expect.objectContaining({ name: 'sick', classes: 2 }),
      { name: 'years', classes: 2, labels: ['< 50', '>= 50'] },
    ]);
    const all = makeSamples('all', resolved.eligible, resolved, table);
    expect([...all.group]).toEqual([0, 2, 1, 3, -1]);
    expect([...all.z[0]!]).toEqual([30, 40, 50, 60, Number.NaN]);
    expect(naturalCells(table, resolved).map(({ labels, images }) => [labels.years, images])).toEqual([
      ['< 50', 1],
      ['>= 50', 1],
      ['< 50', 1],
      ['>= 50', 1],
    ]);
  });

  test('takes its edges from the rows that the task can use', () => {
    const sexless = makeTable(6, {
      sick: classColumn([0, 1, 0, 1, 0, -1], ['no', 'yes']),
      sex: classColumn([0, 0, 1, 1, -1, 1], ['F', 'M']),
      years: numberColumn([30, 40, 50, 60, 90, 95]),
    });
    const z = [{ column: 'years', bins: 2 }, { column: 'sex' }];
    const { task } = resolveTask(sexless, [], taskSchema.parse({ y: sick, z }));
    expect(task.z[0]).toMatchObject({ bins: { edges: [50] } });
  });

  test.each([2, 3, 4])(
    'has its strength in the drawn set, and the inverse in the inverted: %i bins',
    (bins) => {
      const data = prepared(many, [{ column: 'years', bins, strength: 0.9 }]);
      const edges = edgesOf(data);
      const codeOf = (value: number) => edges.filter((edge) => value >= edge).length;
      const counts = (name: 'train' | 'inverted' | 'balanced') => {
        const { y, z } = setsOf(data)[name]!;
        return contingency(y, Int32Array.from(z[0]!, codeOf), 2, bins);
      };
      const expected = (shares: readonly number[][], total: number) =>
        apportion([0.5, 0.5], total).map((own, y) => apportion(shares[y]!, own));
      const { splits } = data;
      expect(counts('train')).toEqual(expected(conditional(2, bins, 0.9), splits.train.rows.length));
      const turned = conditional(2, bins, 0.9).map((row) => row.map((_, code) => row.at(code - 1)!));
      expect(counts('inverted')).toEqual(expected(turned, splits.shifts.inverted!.rows.length));
      const even = Array.from({ length: 2 }, () => Array.from({ length: bins }, () => 1 / bins));
      expect(counts('balanced')).toEqual(expected(even, splits.shifts.balanced!.rows.length));
      expect(data.balancedTrain().rows.length).toBeGreaterThan(0);
    },
  );

  test('is in the dependence table by its bins, and as the number that it is', () => {
    const { report } = prepared(many, [{ column: 'years', bins: 2, strength: 0.9 }, { column: 'sex' }]);
    const { dependence } = report.sets[0]!;
    expect(dependence.map(({ a, b, measure }) => [a, b, measure])).toEqual([
      ['sick', 'years', 'phi'],
      ['sick', 'years (number)', 'pearson'],
      ['sick', 'sex', 'phi'],
      ['years', 'sex', 'phi'],
      ['years (number)', 'sex', 'pearson'],
    ]);
    expect(dependence[0]!.correlation).toBeCloseTo(0.8, 2);
    expect(dependence[1]!.correlation).toBeGreaterThan(0.5);
    expect(dependence[1]!.correlation).toBeLessThan(0.8);
  });

  test('parts batches by its bins, in which it stands as a standardised number', async () => {
    const data = prepared(many, [{ column: 'years', bins: 2, strength: 0.9 }]);
    const image = async (row: number) => Float32Array.of(row);
    const method = createMethodData({
      data,
      task: data.task,
      images: createImageStore({ shape: [1, 1, 1], settable: [], image }),
      batchSize: 16,
      random: new Random(1),
    });
    const [factor] = data.task.z;
    if (factor?.kind !== 'continuous') throw new Error('continuous');
    for (const sampling of ['group-balanced', 'overlap'] as const) {
      const batch = await method.batches(method.set('train'), sampling).next();
      expect(batch.z[0]!.dtype).toBe('float32');
      const [z, group, rows] = await Promise.all([batch.z[0]!, batch.group, batch.rows].map((t) => t.data()));
      const { train } = data.splits;
      expect([...group!]).toEqual(Array.from(rows!, (row) => train.group[row]));
      for (let i = 0; i < 16; i++)
        expect(z![i]! * factor.sd + factor.mean).toBeCloseTo(train.z[0]![rows![i]!]!, 3);
      if (sampling === 'group-balanced')
        expect([...group!].sort()).toEqual([0, 1, 2, 3].flatMap((one) => [one, one, one, one]));
    }
  });
});

const yearsOf = ({ columns: { years } }: Table) =>
  years?.kind === 'number' ? years.values : new Float64Array();
const person = fc.record({ y: fc.nat(1), sex: fc.nat(1), years: fc.integer({ min: 0, max: 90 }) });
/** Each combination of y, sex and a half, so that every cell can be drawn. */
const everyCell = [0, 1].flatMap((y) =>
  [0, 1].flatMap((sex) => [10, 80].flatMap((years) => Array.from({ length: 8 }, () => ({ y, sex, years })))),
);
const people = fc
  .array(person, { minLength: 40, maxLength: 120 })
  .map((others) => tableOf([...everyCell, ...others]));

test('with bins every set is the one that cuts at their edges would draw', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 99 }), (table, seed) => {
      const shared = [{ column: 'sex', strength: 0.7 }];
      const binned = prepared(table, [{ column: 'years', bins: 2, strength: 0.7 }, ...shared], {}, seed);
      const cuts = [...edgesOf(binned)];
      const cut = prepared(table, [{ column: 'years', cuts, strength: 0.7 }, ...shared], {}, seed);
      const others = Object.values(setsOf(cut));
      Object.values(setsOf(binned)).forEach((set, i) => {
        expect(set.rows).toEqual(others[i]!.rows);
        expect(set.group).toEqual(others[i]!.group);
      });
    }),
    { numRuns: 40 },
  );
});

test('without bins a number parts nothing: sets and groups are those of a task without it', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 0, max: 99 }), (table, seed) => {
      const sex = { column: 'sex', strength: 0.7 };
      const [alone, beside] = [[sex], [sex, { column: 'years' }]].map((z) => prepared(table, z, {}, seed));
      const others = Object.values(setsOf(alone!));
      Object.values(setsOf(beside!)).forEach((set, i) => {
        expect(set.rows).toEqual(others[i]!.rows);
        expect(set.group).toEqual(others[i]!.group);
        expect(set.z[1]).toEqual(Float32Array.from(set.rows, (row) => yearsOf(table)[row]!));
      });
      expect(beside!.task.z[1]).not.toHaveProperty('bins');
      expect(beside!.report.sets[0]!.dependence.map(({ b }) => b)).toEqual(['sex', 'years', 'years']);
    }),
    { numRuns: 40 },
  );
});

describe('what is refused in one line', () => {
  const z = (entry: object) => () => prepared(many, [entry as never]);

  test.each([
    [
      'a strength without bins',
      { column: 'years', strength: 0.9 },
      'E_STRENGTH: train: confounder "years" is continuous and makes no cells. Give it bins (bins: 2), cut it into classes (cuts: [60]), or leave its strength away.',
    ],
    [
      'bins of classes',
      { column: 'sex', bins: 2 },
      'E_TASK: task.z[0].bins: column "sex" holds classes (F, M), and bins are for numbers. Take bins away.',
    ],
    [
      'bins of what is cut',
      { column: 'years', cuts: [50], bins: 2 },
      'bins are for numbers that stay numbers',
    ],
    ['bins of a factor', { factor: 'mark', bins: 2 }, 'a settable factor has its own classes'],
    ['a single bin', { column: 'years', bins: 1 }, 'bins'],
  ])('%s', (_, entry, message) => {
    expect(z(entry)).toThrow(message);
  });

  test.each([
    [2, 'Leave "years" natural in this set, or cut it elsewhere (cuts: […]).'],
    [3, 'Ask for fewer bins of "years", or leave it natural in this set.'],
  ])('an empty cell of %i bins', (bins, remedy) => {
    // Only those who are not sick are old.
    const table = tableOf(
      Array.from({ length: 60 }, (_, row) => ({ y: row < 30 ? 1 : 0, sex: 0, years: row })),
    );
    expect(() => prepared(table, [{ column: 'years', bins, strength: 0.9 }])).toThrow(remedy);
  });

  test('values of which most are the same', () => {
    const table = tableOf(
      Array.from({ length: 40 }, (_, row) => ({ y: row % 2, sex: 0, years: row < 30 ? 0 : row })),
    );
    expect(() => prepared(table, [{ column: 'years', bins: 2 }])).toThrow(
      'E_TASK: task.z[0].bins: 2 bins of "years" come to one, since most of its values are the same. Ask for more bins, or cut it into classes (cuts: […]).',
    );
  });

  test('values that are all the same', () => {
    const table = tableOf(Array.from({ length: 40 }, (_, row) => ({ y: row % 2, sex: 0, years: 26.5 })));
    expect(() => prepared(table, [{ column: 'years', bins: 2 }])).toThrow(
      'E_TASK: task.z[0]: "years" is 26.5 in every row that the task can use. Leave it out of the task: what is constant confounds nothing.',
    );
  });
});
