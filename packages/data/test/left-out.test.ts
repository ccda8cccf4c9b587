import { type DataInput, dataSchema, leftOutNotes, prepareData } from '@mimmx/data';
import { withInspection } from '@mimmx/data/files';
import { expect, test } from 'vitest';
import { classColumn, makeTable, numberColumn } from './tables.ts';

const cycle = (classes: number) => Array.from({ length: 40 }, (_, row) => row % classes);

/** 40 rows: the first two without sex, the third and fourth without bmi, the fifth of neither class of y. */
const table = makeTable(40, {
  finding: classColumn(
    cycle(2).map((code, row) => (row === 4 ? 2 : code)),
    ['healthy', 'ill', 'unsure'],
  ),
  sex: classColumn(
    cycle(4).map((code, row) => (row < 2 ? -1 : code >> 1)),
    ['F', 'M'],
  ),
  bmi: numberColumn(cycle(7).map((value, row) => (row === 1 || row === 2 || row === 3 ? Number.NaN : value))),
});

const notesOf = (z: DataInput['task']['z']) =>
  prepareData(
    { table, settable: [] },
    dataSchema.parse({
      task: { y: { column: 'finding', values: ['healthy', 'ill'] }, z },
      train: 'natural',
      shifts: { natural: 'natural' },
    }),
    1,
  ).report.notes;

test('rows that the task cannot use are noted with the first variable that rules them out', () => {
  expect(notesOf([{ column: 'sex' }, { column: 'bmi' }])).toEqual([
    '5 of 40 images are in no set: 2 without "sex", 2 without "bmi", 1 in no class of "finding". ' +
      'Set missing: "keep" on a confounder to train on rows without it.',
  ]);
  expect(
    notesOf([
      { column: 'sex', missing: 'keep' },
      { column: 'bmi', missing: 'keep' },
    ]),
  ).toEqual(['1 of 40 images are in no set: 1 in no class of "finding".']);
});

test('a strength that no set is drawn by is noted, and one that is used is not', () => {
  const z = [{ column: 'sex', strength: 0.9, missing: 'keep' as const }];
  const strengths = (more: Partial<DataInput>) =>
    prepareData(
      { table, settable: [] },
      dataSchema.parse({ task: { y: { column: 'finding', values: ['healthy', 'ill'] }, z }, ...more }),
      1,
    ).report.notes.filter((note) => note.includes('strength'));
  expect(strengths({ train: 'natural', shifts: { natural: 'natural' } })).toEqual([
    expect.stringMatching(/^The strength 0\.9 of "sex" is used by no set: data\.train is "natural"/),
  ]);
  expect(strengths({ train: 'natural', shifts: { induced: 'induced' } })).toEqual([]);
  expect(strengths({ train: 'induced', shifts: { balanced: 'balanced' } })).toEqual([]);
});

test('rows that a data set cannot use are told by kind of reason, with the file that lists them', () => {
  const dataset = { table, settable: [], shape: [1], licence: '', image: async () => new Float32Array(1) };
  const told = (reasons: readonly string[], listedIn?: string) =>
    leftOutNotes(
      withInspection(
        { ...dataset },
        {
          problems: reasons.map((reason, line) => ({ file: 'a.png', line, reason })),
          rowsRead: 50,
          notes: [],
          listedIn,
          report: () => ({}) as never,
        },
      ),
    );
  expect(leftOutNotes(dataset)).toEqual([]);
  expect(told([])).toEqual([]);
  expect(told(['the file is empty', 'no image: x', 'no image: y'], '.cache/quarantine.csv')).toEqual([
    '3 of 50 rows cannot be used and are left out: no image (2), the file is empty (1); they are listed in .cache/quarantine.csv.',
  ]);
  expect(told(['a', 'b', 'c', 'd'])).toEqual([
    '4 of 50 rows cannot be used and are left out: a (1), b (1), c (1), …; mimmx data check lists them.',
  ]);
});
