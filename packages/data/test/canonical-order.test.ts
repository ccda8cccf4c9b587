import { Random } from '@mimmx/core';
import { dataSchema, type PreparedData, prepareData, resolveTask, taskSchema } from '@mimmx/data';
import { orderedByIds } from '@mimmx/data/files';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classColumn, makeTable, numberColumn, settableFactor } from './tables.ts';

const ROWS = 240;
const idOf = (row: number) => `image-${String(row).padStart(3, '0')}`;

/** The same patients, images and columns, whatever the order of the rows. */
function tableIn(order: readonly number[]) {
  const table = makeTable(
    ROWS,
    {
      age: numberColumn(order.map((row) => -40 + ((row * 37) % 61))),
      sick: classColumn(
        order.map((row) => (row * 7) % 2),
        ['no', 'yes'],
      ),
      sex: classColumn(
        order.map((row) => (row % 5 < 2 ? 1 : 0)),
        ['F', 'M'],
      ),
    },
    Int32Array.from(order, (row) => row >> 1),
  );
  return orderedByIds({ ...table, ids: order.map(idOf) });
}

const TASKS = {
  sick: {
    task: {
      y: { column: 'sick' },
      z: [{ column: 'sex', strength: 0.6 }, { factor: 'mark', strength: 0.8 }, { column: 'age' }],
    },
  },
  age: {
    task: { y: { column: 'age' }, z: [{ column: 'sex' }] },
    train: 'natural',
    shifts: { natural: 'natural' },
  },
} as const;

/** Everything that was drawn, by the names of images. */
function drawn({ resolved, splits, balancedTrain, report }: PreparedData, ids: readonly string[]) {
  const name = (row: number) => ids[row]!;
  const byName = (values: Int32Array | Float32Array) =>
    Object.fromEntries([...values].map((value, row) => [name(row), value]));
  const set = ({ rows, groups: _, ...one }: typeof splits.train) => ({
    ...one,
    rows: Array.from(rows, name),
  });
  return {
    sets: [splits.train, balancedTrain(), splits.validation!, ...Object.values(splits.shifts)].map(set),
    y: byName(resolved.y),
    target: resolved.target && byName(resolved.target),
    z: resolved.z.map(({ values }) => values && byName(values)),
    eligible: Array.from(resolved.eligible, name).sort(),
    report,
  };
}

test.each(['sick', 'age'] as const)('the order of rows changes no set (y: %s)', (y) => {
  const config = dataSchema.parse({ ...TASKS[y], split: { train: 0.6, test: 0.4, validation: 0.2 } });
  const prepared = (order: readonly number[]) => {
    const table = tableIn(order);
    const data = prepareData({ table, settable: [settableFactor('mark', ['off', 'on'])] }, config, 3);
    expect(data.balancedTrain()).toBe(data.balancedTrain());
    return drawn(data, table.ids);
  };
  const expected = prepared(Array.from({ length: ROWS }, (_, row) => row));
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(prepared([...new Random(seed).permutation(ROWS)])).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});

describe('rows of one image', () => {
  const columns = {
    level: numberColumn([-3, -3, -1, -2, 4, 5]),
    sex: classColumn([0, 0, 0, 0, 1, -1], ['F', 'M']),
  };
  const table = { ...makeTable(6, columns), images: Int32Array.of(0, 0, 1, 1, 2, 3) };
  const resolve = (y: object, z: readonly object[], own = table) =>
    resolveTask(own, [], taskSchema.parse({ y, z }));

  test('that differ in a number of the task, also below 0, are refused', () => {
    for (const [y, z] of [
      [{ column: 'level' }, [{ column: 'sex' }]],
      [{ column: 'sex' }, [{ column: 'level' }]],
    ] as const)
      expect(() => resolve(y, z)).toThrow(
        /^E_CONTRADICTION: 1 of \d images have several rows that differ in "level", such as "image-2"/,
      );
  });

  test('that agree in what the task uses are not', () => {
    const cut = { column: 'level', cuts: [0] };
    expect(resolve(cut, [{ column: 'sex' }]).eligible.length).toBe(5);
    const apart = { ...table, images: Int32Array.of(0, 0, 1, 2, 3, 4) };
    expect(resolve({ column: 'level' }, [], apart).y.length).toBe(6);
  });
});
