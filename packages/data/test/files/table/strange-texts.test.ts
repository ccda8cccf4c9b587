import { describe, expect, test } from 'vitest';
import {
  type ColumnBuilder,
  categoricalColumn,
  classKey,
  createQuarantine,
  createRows,
  indexHeader,
  inferredColumn,
  isMissingValue,
  meansMissing,
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
const classes = (texts: readonly string[]) => filled(categoricalColumn(), texts);
const inferred = (texts: readonly string[]) => filled(inferredColumn(), texts);
/** Twelve numbers, the last replaced. */
const numbers = (...last: string[]) => [
  ...Array.from({ length: 12 - last.length }, (_, i) => String(i)),
  ...last,
];

describe('writings of one class, with a note that shows them', () => {
  test.each([
    ['F', '\uff26'],
    ['F', 'F\u200b'],
    ['F', '\u200eF\u200f'],
    ['F', '\u2068F\u2069'],
    ['follow-up', 'follow\u2010up'],
    ['follow-up', 'follow\u2011up'],
    ['Crohn’s', "Crohn's"],
    ['Crohn‘s', 'Crohnʼs'],
    ['\u00e9dème', 'e\u0301de\u0300me'],
    ['ﬁbrosis', 'fibrosis'],
    ['cm²', 'cm2'],
    ['left\u00a0lung', 'left lung'],
    ['left\u2009lung', 'left lung'],
    ['soft\u00adening', 'softening'],
    ['="F"', 'F'],
    ['="1"', '1'],
    ["'1", '1'],
    ['1', '\uff11'],
    ['1', '1.000000000000000000e+00'],
    ['0', '0.000e-00'],
    ['100', '1.00E+02'],
    ['1', '1.00000000000000000000'],
    ['0.1', '0.10000000000000000000'],
    ['12', '000000000000000000012'],
    ['-1', '\u22121'],
    ['-1', '\uff0d1'],
    ['0', '-0'],
  ])('%j and %j', (a, b) => {
    const { labels, notes } = classes([a, b, a]);
    expect(labels).toHaveLength(1);
    expect(notes?.join()).toMatch(/are one class/);
  });

  test.each([
    ['1E50', '1E+50'],
    ['1e5', '100000'],
    ['1.5', '15'],
    ['a-b', 'ab'],
    ['a–b', 'a-b'],
    ["'s", 's'],
    ['=1', '1'],
    ['I', 'l'],
    ['O', '0'],
    ['true', '1'],
    ['+', '-'],
    ['0.12345678901234567', '0.12345678901234568'],
  ])('%j and %j stay two', (a, b) => {
    expect(classes([a, b]).labels).toHaveLength(2);
  });
});

describe('one patient', () => {
  test.each([
    ['00123', '="00123"'],
    ['00123', "'00123"],
    ['1000', '1000,0'],
    ['1000', '1.0e+03'],
    ['1000', '１０００'],
    ['A-7', 'a\u20107'],
    ['p1', 'p1\ufeff'],
    ['MRN 12', 'MRN  12'],
  ])('is one as %j and %j', (a, b) => {
    expect(patientKey(a)).toBe(patientKey(b));
  });

  test.each([
    ['1000', '1000,5'],
    ['1000', '1,000'],
    ['-5', '5'],
    ['P-1', 'P1'],
    ['12', '1.2E+01x'],
    ['123456789012345678', '123456789012345679'],
  ])('is two as %j and %j', (a, b) => {
    expect(patientKey(a)).not.toBe(patientKey(b));
  });

  const notesOf = (patients: readonly string[]) => {
    const rows = createRows('t.csv', createQuarantine({ tolerance: 1 }));
    for (const [i, patient] of patients.entries())
      rows.add({ id: `${i}`, patient, file: `${i}.png`, line: i + 2 });
    return rows.done({}).notes.join('\n');
  };

  test('in any order, several writings are said', () => {
    for (const order of [
      ['7', '7.0'],
      ['7.0', '7'],
      ['007', '7'],
      ['7', '007'],
    ])
      expect(notesOf(order)).toMatch(
        /^1 patients are written in several ways, such as "\S+" and "\S+"; each is one/,
      );
    expect(notesOf(['7', '7', '8'])).toBe('');
  });

  test('who was cut by a spreadsheet, or is a number for nobody, is noted', () => {
    expect(notesOf(['1.23457E+11', '5'])).toMatch(/1 patients are written as spreadsheets cut long numbers/);
    expect(notesOf(['1,23457E+11', '5'])).toMatch(/Export the ids as text/);
    expect(notesOf(['-1', '-99', '-4711', '5'])).toMatch(/^"-1", "-99" may stand for no patient/);
    expect(notesOf(['1E5', 'E+5', '-4711'])).toBe('');
  });
});

describe('missing', () => {
  test.each(['\t', '\u200b', '\u3000', 'N/A ', '#DIV/0!', '1.#QNAN', '\\N', '(null)', '<null>', '-nan'])(
    '%j is, in any column',
    (text) => {
      expect(isMissingValue(text)).toBe(true);
    },
  );

  test.each(['None', 'UNK', 'n.d.', 'ｎａ', 'K.A.', '\u2013', 'refused'])('%j is, among numbers', (text) => {
    const column = inferred([...numbers(), ...numbers(text)]);
    expect(column?.kind).toBe('number');
    expect(column?.notes).toEqual([`${JSON.stringify(text)} (1) read as missing`]);
  });

  test('words among classes are classes, and said to be', () => {
    for (const text of ['unknown', 'not reported', 'none', '-', 'Missing'])
      expect(classes(['a', text, 'b']).notes).toEqual([
        `${JSON.stringify(text)} (1) is a class: the option missing would say otherwise`,
      ]);
    expect(classes(['a', 'b']).notes).toBeUndefined();
  });

  test('numbers that stand for it among classes are said, and those that do not are not', () => {
    expect(classes(['1', '2', '-9']).notes?.join()).toMatch(/^"-9" \(1\) is a class/);
    expect(classes(['0', '1', '99', '999']).notes?.join()).toMatch(/"99" \(1\), "999" \(1\) are classes/);
    expect(classes(['-1', '1']).notes).toBeUndefined();
    expect(classes(['-2', '-1', '0', '1', '2']).notes).toBeUndefined();
    expect(classes(['97', '98', '99']).notes).toBeUndefined();
  });

  test.each([
    [['-1', '-3'], '-1 (1), -3 (1)'],
    [['-818'], '-818 (1)'],
    [['99'], '99 (1)'],
    [['888', '999'], '888 (1), 999 (1)'],
  ])('among numbers %j may be, which is noted', (last, said) => {
    expect(inferred(numbers(...last))?.notes).toEqual([
      `${said} may stand for missing: the option missing would say so`,
    ]);
  });

  test.each([
    ['scores on both sides of 0', ['-12.5', '-9', '3', '4.5', '-1', '7', '8', '9', '10', '11', '12', '13']],
    ['temperatures near 99', Array.from({ length: 12 }, (_, i) => String(95 + i))],
  ])('%s are numbers without a note', (_, texts) => {
    expect(inferred(texts)).toMatchObject({ kind: 'number' });
    expect(inferred(texts)?.notes).toBeUndefined();
  });
});

describe('numbers', () => {
  test.each<[string, number]>([
    ['１２．５', 12.5],
    ['="12.5"', 12.5],
    ["'12.5", 12.5],
    ['\u200b12.5', 12.5],
    ['1.25e+01', 12.5],
    ['>90 years', Number.NaN],
    ['12.5\u00a0kg', 12.5],
    ['over 89', 89],
  ])('%j says %d', (text, value) => {
    expect(readNumber(text).value).toBe(value);
  });
});

describe('names of columns', () => {
  const index = indexHeader('t.csv', [
    'path',
    'Age\u00a0(years)',
    'sex\u200b',
    'ＣＲＰ',
    'T1‐weighted',
    '="dose"',
  ]);

  test.each([
    ['age (years)', 1],
    ['Sex', 2],
    ['crp', 3],
    ['t1-weighted', 4],
    ['dose', 5],
  ])('%s is found', (name, place) => {
    expect(index.required(name)).toBe(place);
  });
});

test.each(['Nan', 'Nil', 'Null', 'No', 'N', 'na\u00efve', 'unknown 1', 'none-small', '0', '-0', '99'])(
  '%j is not missing because it looks like it',
  (text) => {
    if (['Nan', 'Null'].includes(text)) expect(isMissingValue(text)).toBe(true);
    else expect(isMissingValue(text)).toBe(false);
    expect(meansMissing(text)).toBe(['Nan', 'Null', 'Nil'].includes(text));
    expect(classKey(text)).not.toBe('');
  },
);
