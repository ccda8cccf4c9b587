import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ColumnBuilder,
  categoricalColumn,
  classColumn,
  classKey,
  inferredColumn,
  meansMissing,
  numberColumn,
  patientKey,
  readNumber,
} from '../../../src/files/index.ts';

function filled<C extends ReturnType<ColumnBuilder['done']>>(
  builder: ColumnBuilder<C>,
  texts: readonly string[],
): C {
  for (const text of texts) builder.push(text);
  return builder.done();
}

const inferred = (texts: readonly string[]) => filled(inferredColumn(), texts);
const labelsOf = (texts: readonly string[]) => {
  const { codes, labels } = filled(categoricalColumn(), texts);
  return [...codes].map((code) => labels[code] ?? null);
};
/** Twenty ages, the first replaced. */
const ages = (...first: string[]) => [
  ...first,
  ...Array.from({ length: 20 - first.length }, (_, i) => `${20.5 + i}`),
];

describe('writings of one class', () => {
  test.each([
    [['1', '1.0', '01', ' 1 ', '+1'], '1'],
    [['0.50', '.5', '0.5'], '0.5'],
    [['F', 'F ', ' F', 'f', 'F\u00a0'], 'F'],
    [['pleural effusion', 'Pleural  effusion', 'pleural\teffusion'], 'Pleural  effusion'.replace('  ', ' ')],
    [['Köln', 'Ko\u0308ln'], 'Köln'],
    [['\ufeffAP', 'AP'], 'AP'],
  ])('%j are one, called %s', (texts, label) => {
    const { labels, codes, notes } = filled(categoricalColumn(), texts);
    expect(labels).toHaveLength(1);
    expect(classKey(labels[0]!)).toBe(classKey(label));
    expect([...codes]).toEqual(texts.map(() => 0));
    expect(notes?.[0]).toMatch(/are one class/);
  });

  test.each([
    ['a', 'b'],
    ['1', '1.5'],
    ['1E5', '100000'],
    ['12345678901234567', '12345678901234568'],
    ['-', '–'],
  ])('%s and %s are two', (a, b) => {
    expect(labelsOf([a, b, a])).toEqual([a, b, a]);
  });

  test('the name shown is the most frequent writing, whatever the order of the rows', () => {
    const texts = ['female', 'Female', 'Female', 'FEMALE', 'male'];
    fc.assert(
      fc.property(fc.shuffledSubarray(texts, { minLength: 5 }), (shuffled) => {
        expect(filled(categoricalColumn(), shuffled).labels).toEqual(['Female', 'male']);
      }),
    );
  });

  test('stay apart where they are declared exact', () => {
    expect(filled(classColumn({ exact: true }), ['a', 'A', '1.0', '1']).labels).toHaveLength(4);
  });
});

describe('missing', () => {
  test('marks of programs are, in any column; words are classes among classes', () => {
    const marks = ['', ' ', 'NA', 'n/a', 'N.A.', '#N/A', '<NA>', 'NaN', 'NaT', 'null', 'NULL', '.', '\u00a0'];
    expect(labelsOf([...marks, 'x'])).toEqual([...marks.map(() => null), 'x']);
    const words = ['none', 'unknown', 'not reported', '-', '?'];
    expect(labelsOf(words)).toEqual(words);
    expect(filled(categoricalColumn(), ['NA', 'x', 'NA']).notes).toEqual(['"NA" (2) read as missing']);
    expect(filled(categoricalColumn(), ['', 'x']).notes).toBeUndefined();
  });

  test.each([
    'None',
    'unknown',
    'N.A.',
    '#N/A',
    '<NA>',
    '-',
    '?',
    'NaT',
    'not reported',
    'NULL',
    'nan',
    'pending',
  ])('among numbers %s is, with a note that names it', (text) => {
    const column = inferred(ages(text));
    if (column?.kind !== 'number') throw new Error('a column of numbers');
    expect([...column.values].map(Number.isNaN)).toEqual([true, ...Array(19).fill(false)]);
    expect(column.notes).toEqual([`${JSON.stringify(text)} (1) read as missing`]);
  });

  test('no name of a person or place is', () => {
    for (const text of ['Nan-Li', 'Nantes', 'p0', 'Null, A.', 'Nona', 'NAB', '0', 'x', 'U']) {
      expect(meansMissing(text)).toBe(false);
    }
  });
});

describe('numbers', () => {
  test.each<[string, number]>([
    ['89+', 89],
    ['90 +', 90],
    ['<0.3', 0.3],
    ['≥ 65', 65],
    ['90 or older', 90],
    ['045Y', 45],
    ['18 months', 18],
    ['45 years old', 45],
    ['1.5 T', 1.5],
    ['120kVp', 120],
    ['\u22125', -5],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['20,5', 20.5],
  ])('%s says %d', (text, value) => {
    expect(readNumber(text).value).toBe(value);
  });

  test.each(['40-50', '40–49', '12/05/2020', '1,2,3', '0x10', 'Infinity', 'P12', '1 of 3', '3:4', '+', '<'])(
    '%s says none',
    (text) => {
      expect(readNumber(text).form).toBe('other');
    },
  );

  test('a limit keeps its column of numbers, with a note', () => {
    expect(inferred(ages('90+', '90+'))).toMatchObject({
      kind: 'number',
      notes: ['"90+" (2) read as the number itself'],
    });
    // Few whole numbers are classes, and so is the last of them.
    expect(inferred(['0', '1', '2', '3+', '1'])).toMatchObject({ labels: ['0', '1', '2', '3+'] });
  });

  test('ages in several units are years; another unit is taken off if most numbers have it', () => {
    const texts = ['045Y', '018M', '026W', ...Array.from({ length: 12 }, (_, i) => `0${20 + i}Y`)];
    const column = inferred(texts);
    expect(column).toMatchObject({ kind: 'number', unit: 'years' });
    if (column?.kind === 'number') expect(column.values[1]).toBeCloseTo(1.5, 10);
    const doses = Array.from({ length: 15 }, (_, i) => `${100 + i} kVp`);
    expect(inferred(doses)).toMatchObject({ kind: 'number', unit: 'kVp' });
    expect(inferred(['1.5T', '3T', '3T'])).toMatchObject({ labels: ['1.5T', '3T'] });
    expect(inferred(doses.map((text, i) => (i % 2 ? text : text.replace('kVp', 'V'))))).toMatchObject({
      kind: 'categorical',
    });
  });

  test('a comma is the decimal mark where it can be nothing else', () => {
    const column = inferred(['20,5', '21,25', '1,234']);
    expect(column).toMatchObject({ kind: 'number', values: Float64Array.of(20.5, 21.25, 1.234) });
    const thousands = inferred(Array.from({ length: 20 }, (_, i) => `1,${100 + i}`));
    expect(thousands).toMatchObject({ kind: 'categorical' });
    const told = filled(inferredColumn({ decimal: '.' }), ['1,100', '2,200', '3.5']);
    expect(told).toMatchObject({ values: Float64Array.of(1100, 2200, 3.5) });
    const german = filled(inferredColumn({ decimal: ',' }), ['1.100', '2,5', '7']);
    expect(german).toMatchObject({ values: Float64Array.of(1100, 2.5, 7) });
  });

  test('one stray text costs its row, not the column; many make classes, which say so', () => {
    expect(inferred(ages('haemolytic'))).toMatchObject({
      kind: 'number',
      notes: ['"haemolytic" (1) are no numbers and read as missing'],
    });
    expect(inferred(ages('a', 'b'))).toMatchObject({
      kind: 'categorical',
      notes: [expect.stringMatching(/18 texts are numbers, but not "a" \(1\), "b" \(1\)/)],
    });
  });

  test('declared as such name the texts that are lost', () => {
    expect(filled(numberColumn(), ['1', 'two', 'two']).notes).toEqual([
      '"two" (2) are no numbers and read as missing',
    ]);
  });

  test('written in any way come back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value)).value).toBe(value + 0);
        expect(readNumber(` ${value} `).value).toBe(value + 0);
      }),
    );
  });
});

test('a number that often stands for missing is one until an option says so, and is noted', () => {
  const column = inferred(ages('-99', '-99'));
  expect(column).toMatchObject({
    kind: 'number',
    notes: ['-99 (2) may stand for missing: the option missing would say so'],
  });
  expect(inferred(ages('999'))?.notes?.join()).toMatch(/999 \(1\) may stand for missing/);
  expect(inferred(['-99', '-98.5', '-12', '3'])?.notes).toBeUndefined();
  expect(inferred(Array.from({ length: 30 }, (_, i) => `${980 + i}`))?.notes).toBeUndefined();
});

test('one patient is one, however the id is written', () => {
  const same = [
    ['1000', '1000.0', ' 1000', '01000', '1000.'],
    ['P7', 'p7', 'P7 '],
    ['90071992547409931234', '90071992547409931234.0'],
  ];
  for (const group of same) expect(new Set(group.map(patientKey)).size).toBe(1);
  const apart = ['1000', '10000', '1000.5', '90071992547409931234', '90071992547409931235', 'P1', 'P01', ''];
  expect(new Set(apart.map(patientKey)).size).toBe(apart.length);
});

test('few whole numbers with decimal commas are classes called by the number', () => {
  expect(inferred(['1,0', '0,0', '', '1,0'])).toMatchObject({ kind: 'categorical', labels: ['0', '1'] });
  const beside = inferred(['1,0', '0,0', 'none', '<3', '1,0', 'unknown', '1,0']);
  expect(beside).toMatchObject({ kind: 'categorical', labels: ['0', '1', '<3', 'none', 'unknown'] });
  expect([...(beside as { codes: Int32Array }).codes]).toEqual([1, 0, 3, 2, 1, 4, 1]);
});
