import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectionOf } from '@mimmx/data/files';
import { expect, test } from 'vitest';
import { scratch } from '../fixtures/cases.ts';
import { cells } from '../fixtures/open.ts';
import { writeFiles } from '../fixtures/write-bids.ts';
import { bidsFolder, notes, openBids, row, rows, subject, volume } from './bids-folder.ts';

const two = {
  'sub-1/anat/sub-1_T1w.nii': volume,
  'sub-2/anat/sub-2_T1w.nii': volume,
};
const open = (files: Parameters<typeof writeFiles>[1], options = {}) => {
  const folder = scratch();
  writeFiles(folder, files);
  return openBids(folder, { problems: { tolerance: 1 }, ...options });
};

test.each([
  ['another subject', 'sub-1/anat/sub-2_T1w.nii', 'it lies in sub-1, and its name says sub-2'],
  ['another session', 'sub-1/ses-1/anat/sub-1_ses-2_T1w.nii', 'it lies in ses-1, and its name says ses-2'],
  ['no session', 'sub-1/ses-1/anat/sub-1_acq-x_T1w.nii', 'it lies in ses-1, and its name says no ses-'],
])('an image whose name says %s than its folder is a problem, and nobody’s', async (_, path, reason) => {
  const dataset = await open({
    ...two,
    [path]: volume,
    'participants.tsv': 'participant_id\tsex\nsub-1\tF\nsub-2\tM\n',
  });
  expect(inspectionOf(dataset)!.problems).toEqual([{ file: path, line: null, reason }]);
  expect(dataset.table.ids).toEqual(['sub-1_T1w', 'sub-2_T1w']);
  expect(cells(dataset, 'sex')).toEqual(['F', 'M']);
});

test('run-1 and run-01 are one run, with a note', async () => {
  const dataset = await open({
    'sub-1/anat/sub-1_run-1_T1w.nii': volume,
    'sub-2/anat/sub-2_run-01_T1w.nii': volume,
    'sub-3/anat/sub-3_run-2_T1w.nii': volume,
  });
  expect(cells(dataset, 'run')).toEqual(['01', '01', '2']);
  expect(dataset.table.columns.run?.notes?.join()).toContain('"01" (1), "1" (1) are one class');
});

test('rows of sessions that no image is of are said', async () => {
  const dataset = await open({
    'sub-1/ses-1/anat/sub-1_ses-1_T1w.nii': volume,
    'sub-1/sub-1_sessions.tsv': 'session_id\tage\nses-1\t31.5\nses-9\t33\n',
  });
  expect(cells(dataset, 'age')).toEqual(['31.5']);
  expect(notes(dataset)).toContain(
    'sub-1/sub-1_sessions.tsv: no image is of ses-9, whose rows are not used.',
  );
});

test('sub-1 and sub-01 are two, each with its own row; a 1 that may be either is nobody’s', async () => {
  const files = { 'sub-1/anat/sub-1_T1w.nii': volume, 'sub-01/anat/sub-01_T1w.nii': volume };
  const own = { ...files, 'participants.tsv': 'participant_id\tsex\nsub-1\tF\nsub-01\tM\n' };
  const dataset = await open(own);
  expect(dataset.table.patientIds).toHaveLength(2);
  expect(cells(dataset, 'sex')).toEqual(['M', 'F']);
  await expect(open({ ...files, 'participants.tsv': 'participant_id\tsex\n1\tF\n' })).rejects.toThrow(
    /^E_BIDS: /,
  );
});

test.each<[string, (i: number) => string]>([
  ['texts for Excel', (i) => `="${subject(i)}"`],
  ['other hyphens', (i) => subject(i).replace('-', '\u2010')],
  ['something unseen', (i) => `\u200b${subject(i)}`],
  ['wide letters', (i) => subject(i).replace('sub', 'ｓｕｂ')],
])('participants.tsv with ids as %s is matched to the folders', async (_, id) => {
  const folder = bidsFolder([]);
  writeFileSync(
    join(folder, 'participants.tsv'),
    ['participant_id\tsex\tage', ...rows((i) => row(i, id(i)))].join('\n'),
  );
  expect(cells(await openBids(folder), 'sex')).toEqual(rows((i) => 'MF'[i % 2]!));
});

test('a joined table may not have a column that participants.tsv has', async () => {
  const files = {
    ...two,
    'participants.tsv': 'participant_id\tage\nsub-1\t30\nsub-2\t31\n',
    'clinic.csv': 'id,age\nsub-1,40\nsub-2,41\n',
  };
  await expect(openBids(written(files), { joins: [{ table: 'clinic.csv', key: 'id' }] })).rejects.toThrow(
    /^E_TABLE: Table clinic\.csv has a column "age", and participants\.tsv has one, too/,
  );
});

function written(files: Parameters<typeof writeFiles>[1]): string {
  const folder = scratch();
  writeFiles(folder, files);
  return folder;
}
