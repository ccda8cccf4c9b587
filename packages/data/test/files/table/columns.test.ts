import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ColumnBuilder,
  categoricalColumn,
  classColumn,
  classKey,
  createQuarantine,
  createRows,
  inferredColumn,
  numberColumn,
  selectRows,
  tidy,
} from '../../../src/files/index.ts';

function filled<C extends ReturnType<ColumnBuilder['done']>>(
  builder: ColumnBuilder<C>,
  texts: readonly string[],
): C {
  for (const text of texts) builder.push(text);
  return builder.done();
}

describe('columns', () => {
  test('of classes give every text back through its code, but for how it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }).filter((text) => /[b-m]{2}/.test(text))), (texts) => {
        const { codes, labels } = filled(categoricalColumn(), texts);
        expect([...codes].map((code) => classKey(labels[code]!))).toEqual(texts.map(classKey));
        expect(new Set(labels.map(classKey)).size).toBe(labels.length);
        for (const label of labels) expect(texts.map(tidy)).toContain(label);
        const exact = filled(classColumn({ exact: true }), texts);
        expect([...exact.codes].map((code) => exact.labels[code])).toEqual(texts);
      }),
    );
  });

  test('of given classes hold them in their order, and others as missing', () => {
    expect(filled(categoricalColumn(['F', 'M']), ['M', 'F', 'x', ''])).toEqual({
      kind: 'categorical',
      codes: Int32Array.of(1, 0, -1, -1),
      labels: ['F', 'M'],
      notes: ['"x" (1) read as missing'],
    });
  });

  test('of numbers take only finite ones', () => {
    const { values, unit } = filled(numberColumn('years'), [
      '1',
      '-2.5',
      '1e3',
      '',
      'NA',
      'Inf',
      '0x',
      ' 7 ',
    ]);
    expect([...values]).toEqual([1, -2.5, 1000, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 7]);
    expect(unit).toBe('years');
  });

  test('of unknown kind are recognised', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `${i}`);
    expect(filled(inferredColumn(), ['10', '9', 'n/a', '9'])).toMatchObject({
      kind: 'categorical',
      labels: ['9', '10'],
    });
    expect(filled(inferredColumn(), ['1.5', '', '2'])).toMatchObject({ kind: 'number' });
    expect(filled(inferredColumn(), many)).toMatchObject({
      kind: 'number',
      values: Float64Array.from(many, Number),
    });
    expect(filled(inferredColumn(), [...many.slice(0, 40), 'x', 'y', 'z'])).toMatchObject({
      kind: 'categorical',
    });
    expect(
      filled(
        inferredColumn(),
        many.map((text) => `uid${text}`),
      ),
    ).toBeNull();
    expect(filled(inferredColumn(), ['', 'NA'])).toMatchObject({
      kind: 'categorical',
      labels: [],
      codes: Int32Array.of(-1, -1),
    });
  });
});

describe('rows', () => {
  test('number patients, and keep a repeated file apart from a contradiction', () => {
    const quarantine = createQuarantine();
    const rows = createRows('t.csv', quarantine);
    const add = (id: string, patient: string, file: string) =>
      rows.add({ id, patient, file, line: rows.length + 2 });
    expect([add('a', 'p', 'a.png'), add('b', 'q', 'b.png'), add('a', 'p', 'a.png')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([add('a', 'q', 'a.png'), add('b', 'q', 'c.png')]).toEqual([false, false]);
    const { table, files, repeated } = rows.done({});
    expect(table).toMatchObject({
      length: 3,
      ids: ['a', 'b', 'a#2'],
      patients: Int32Array.of(0, 1, 0),
      patientIds: ['p', 'q'],
    });
    expect(files).toEqual(['a.png', 'b.png', 'a.png']);
    expect(repeated).toBe(1);
    expect(quarantine.problems.map(({ line }) => line)).toEqual([5, 5]);
  });

  test('can be selected with their columns, files and lines', () => {
    const rows = createRows('t.csv', createQuarantine());
    for (const [i, name] of ['a', 'b', 'c'].entries())
      rows.add({ id: name, patient: name, file: `${name}.png`, line: i + 2 });
    const sex = filled(categoricalColumn(['F', 'M']), ['F', 'M', 'M']);
    const age = filled(numberColumn(), ['10', '20', '30']);
    const picked = selectRows(rows.done({ sex, age }), Int32Array.of(2, 0));
    expect(picked.table).toMatchObject({
      ids: ['c', 'a'],
      patients: Int32Array.of(2, 0),
      columns: { sex: { codes: Int32Array.of(1, 0) }, age: { values: Float64Array.of(30, 10) } },
    });
    expect(picked.files).toEqual(['c.png', 'a.png']);
    expect([...picked.lines]).toEqual([4, 2]);
  });
});
