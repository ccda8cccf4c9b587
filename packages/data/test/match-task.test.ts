import { matchTask, resolveTask, taskSchema } from '@mimmx/data';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classColumn, makeTable, numberColumn } from './tables.ts';

const home = makeTable(4, {
  finding: classColumn([0, 1, 0, 1], ['none', 'effusion']),
  sex: classColumn([0, 1, 1, 0], ['F', 'M']),
  age: { ...numberColumn([40, 50, 60, 70]), unit: 'years' } as never,
});
const columns = { y: { column: 'finding' }, z: [{ column: 'sex' }, { column: 'age' }] };
const { task } = resolveTask(home, [], taskSchema.parse(columns));
const match = (table: ReturnType<typeof makeTable>, given: object, classes = {}) =>
  matchTask(task, { table }, { name: 'B', task: taskSchema.partial().parse(given) as never, classes });

describe('other data in the terms of a model', () => {
  test('classes go by name wherever they stand in the alphabet', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['none', 'effusion', 'other'], { minLength: 3 }),
        fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 1, maxLength: 30 }),
        (labels, codes) => {
          const table = makeTable(codes.length, { finding: classColumn(codes, labels) });
          const mapping = { finding: { other: null } };
          const known = codes.flatMap((code, row) => (code >= 0 && labels[code] !== 'other' ? [row] : []));
          if (known.length === 0) {
            expect(() => match(table, { y: { column: 'finding' } }, mapping)).toThrow(/^E_EMPTY/);
            return;
          }
          const { set, notes } = match(table, { y: { column: 'finding' } }, mapping);
          expect([...set.rows]).toEqual(known);
          expect([...set.y]).toEqual(known.map((row) => ['none', 'effusion'].indexOf(labels[codes[row]!]!)));
          const out = codes.length - known.length;
          expect(notes.some((note) => note.startsWith(`${out} of ${codes.length} rows`))).toBe(out > 0);
        },
      ),
    );
  });

  test('what has another name is mapped or refused; what is not there is not known', () => {
    const table = makeTable(3, {
      diagnosis: classColumn([0, 1, 1], ['effusion', 'none']),
      gender: classColumn([0, 1, -1], ['man', 'woman']),
    });
    const y = { column: 'diagnosis', name: 'finding' };
    const z = [{ column: 'gender', name: 'sex' }];
    expect(() => match(table, { y, z })).toThrow(
      'E_CLASSES: The model was trained on sex (F, M), and these data have sex (man, woman). Say which of the model\'s classes each of man, woman is, as in --map "sex: man=…", or leave its rows out.',
    );
    expect(() => match(table, { y, z }, { sex: { men: 'M' } })).toThrow(
      'E_CLASSES: The mapping of "sex" names "men", which these data do not have. Their classes: man, woman.',
    );
    const { set, notes } = match(table, { y, z }, { sex: { man: 'M', woman: 'F' } });
    expect([...set.y]).toEqual([1, 0, 0]);
    expect([...set.z[0]!]).toEqual([1, 0, -1]);
    expect([...set.group]).toEqual([3, 0, -1]);
    expect([...set.z[1]!]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(notes).toEqual(['"age" is not known in these data.']);
    expect(match(table, {}).set.rows.length).toBe(3);
  });

  test.each([
    [
      'y of another name',
      { y: { column: 'diagnosis' } },
      {},
      /^E_CLASSES: The model predicts "finding", and y/,
    ],
    [
      'y as numbers',
      { y: { column: 'age', name: 'finding' } },
      {},
      /knows "finding" as classes.*have numbers/,
    ],
    [
      'another unit',
      { z: [{ column: 'age' }] },
      {},
      /knows "age" in years, and these data have it in months/,
    ],
    ['an unknown factor', {}, { race: {} }, /^E_CLASSES: The mapping names "race"/],
    [
      'a mapping to nothing',
      { y: { column: 'diagnosis', name: 'finding' } },
      { finding: { none: 'nil' } },
      /leads to "nil"/,
    ],
    ['no such column', { y: { column: 'diagnoses', name: 'finding' } }, {}, /^E_UNKNOWN_COLUMN/],
  ])('%s', (_, given, classes, message) => {
    const table = makeTable(2, {
      diagnosis: classColumn([0, 1], ['effusion', 'none']),
      age: { ...numberColumn([480, 600]), unit: 'months' } as never,
    });
    expect(() => match(table, given, classes)).toThrow(message);
  });
});

test('a number keeps the edges of its bins, whatever the other data are like and ask for', () => {
  const binned = resolveTask(
    home,
    [],
    taskSchema.parse({ y: { column: 'finding' }, z: [{ column: 'age', bins: 2 }] }),
  ).task;
  const other = makeTable(4, {
    finding: classColumn([0, 1, 0, 1], ['none', 'effusion']),
    age: numberColumn([59, 60, 90, Number.NaN]),
  });
  for (const bins of [undefined, 2, 4]) {
    const task = taskSchema.parse({
      y: { column: 'finding' },
      z: [{ column: 'age', ...(bins && { bins }) }],
    });
    const { set } = matchTask(binned, { table: other }, { name: 'B', task });
    expect(set.groups.factors[1]).toMatchObject({ labels: ['< 60', '>= 60'] });
    expect([...set.group]).toEqual([0, 3, 1, -1]);
    expect([...set.z[0]!]).toEqual([59, 60, 90, Number.NaN]);
  }
});
