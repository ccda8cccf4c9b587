import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectionOf } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { parseBidsName } from '../../src/sources/bids-files.ts';
import { scratch } from '../fixtures/cases.ts';
import { cells, open } from '../fixtures/open.ts';
import { writeFiles } from '../fixtures/write-bids.ts';

const volume = { shape: [4, 3, 2] };
const plain = { image: { normalise: 'none' } };

test('parseBidsName reads entities in the name', () => {
  expect(parseBidsName('sub-01_ses-02_acq-mprage_run-1_T1w.nii.gz')).toEqual({
    id: 'sub-01_ses-02_acq-mprage_run-1_T1w',
    subject: 'sub-01',
    session: 'ses-02',
    entities: { ses: '02', acq: 'mprage', run: '1' },
    suffix: 'T1w',
  });
  for (const name of ['T1w.nii', 'sub-01_T1w.json', 'ses-1_T1w.nii', 'sub-_T1w.nii', '../sub-01_T1w.nii'])
    expect(parseBidsName(name)).toBeNull();
});

describe('bids', () => {
  test('joins participants and sessions, and makes columns of entities that differ', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'dataset_description.json': '{"Name":"x","BIDSVersion":"1.9.0","License":"CC0","DatasetDOI":"doi:1"}',
      'participants.tsv': '\ufeffparticipant_id\tsex\tage\r\nsub-01\tF\t31.5\nsub-02\tM\tn/a\r\n',
      'sub-01/ses-a/anat/sub-01_ses-a_T1w.nii.gz': volume,
      'sub-01/ses-b/anat/sub-01_ses-b_T1w.nii.gz': volume,
      'sub-01/sub-01_sessions.tsv': 'session_id\tage\tscanner\nses-b\t33.5\tnew\n',
      'sub-02/anat/sub-02_T1w.nii.gz': volume,
      'sub-02/anat/sub-02_T2w.nii.gz': volume,
      'sub-03/anat/sub-03_acq-fast_T1w.nii': volume,
    });
    const dataset = await open('bids', folder, { images: '.', ...plain });
    const { table } = dataset;
    expect(table.ids).toEqual(['sub-01_ses-a_T1w', 'sub-01_ses-b_T1w', 'sub-02_T1w', 'sub-03_acq-fast_T1w']);
    expect([...table.patients]).toEqual([0, 0, 1, 2]);
    expect(table.patientIds).toEqual(['sub-01', 'sub-02', 'sub-03']);
    expect(cells(dataset, 'sex')).toEqual(['F', 'F', 'M', '']);
    expect(cells(dataset, 'age')).toEqual(['31.5', '33.5', '', '']);
    expect(cells(dataset, 'scanner')).toEqual(['', 'new', '', '']);
    expect(cells(dataset, 'ses')).toEqual(['a', 'b', '', '']);
    expect(cells(dataset, 'acq')).toEqual(['', '', '', 'fast']);
    expect(dataset.licence).toBe('CC0');
    expect(dataset.shape).toEqual([2, 3, 4, 1]);
    expect([...(await dataset.image(2))]).toEqual(Array.from({ length: 24 }, (_, i) => i));
  });

  test('filters by suffix, entity and derivative', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'participants.tsv': 'participant_id\tsex\nsub-01\tF\nsub-02\tM\n',
      'sub-01/anat/sub-01_run-1_T1w.nii': volume,
      'sub-01/anat/sub-01_run-2_T1w.nii': volume,
      'sub-02/anat/sub-02_T1w.nii': volume,
      'derivatives/strip/sub-01/anat/sub-01_desc-brain_T1w.nii': volume,
    });
    const ids = async (options: object) =>
      (await open('bids', folder, { images: '.', ...plain, ...options })).table.ids;
    expect(await ids({ entities: { run: '2' } })).toEqual(['sub-01_run-2_T1w']);
    expect(await ids({ entities: { run: ['1', '2'] } })).toHaveLength(2);
    expect(await ids({ entities: { run: null } })).toEqual(['sub-02_T1w']);
    const stripped = await open('bids', folder, { images: '.', derivative: 'strip', ...plain });
    expect(stripped.table.ids).toEqual(['sub-01_desc-brain_T1w']);
    expect(cells(stripped, 'sex')).toEqual(['F']);
    await expect(ids({ suffix: 'FLAIR' })).rejects.toMatchObject({ code: 'E_NO_IMAGES' });
    await expect(ids({ derivative: '..' })).rejects.toMatchObject({ code: 'E_OPTION' });
    await expect(ids({ sufix: 'T1w' })).rejects.toThrow(/Did you mean "suffix"/);
    await expect(ids({ columns: { gender: {} } })).rejects.toMatchObject({ code: 'E_UNKNOWN_COLUMN' });
  });

  test('slices: one row each, with labels by stored index, also where the axis is reversed', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'participants.tsv': 'participant_id\tsex\nsub-01\tF\nsub-02\tM\n',
      'slices.tsv': 'participant_id\tslice\tlesion\nsub-01\t0\t1\nsub-01\t2\t0\nsub-02\t1\t1\n',
      'sub-01/anat/sub-01_T1w.nii': { shape: [3, 4, 2], flipX: true },
      'sub-02/anat/sub-02_T1w.nii': { shape: [3, 4, 2], first: 100 },
    });
    // Sagittal slices fix x, which the first file stores from right to left.
    const dataset = await open('bids', folder, {
      images: '.',
      ...plain,
      slices: { axis: 'sagittal', labels: { file: 'slices.tsv' } },
    });
    expect(dataset.table.length).toBe(6);
    expect(dataset.shape).toEqual([2, 4, 1]);
    expect(cells(dataset, 'slice')).toEqual(['0', '1', '2', '0', '1', '2']);
    expect(cells(dataset, 'lesion')).toEqual(['1', '', '0', '', '1', '']);
    expect(cells(dataset, 'sex')).toEqual(['F', 'F', 'F', 'M', 'M', 'M']);
    // Stored plane x = 2 of sub-01: rows from superior to inferior, columns forwards.
    expect([...(await dataset.image(2))]).toEqual([14, 17, 20, 23, 2, 5, 8, 11]);
    expect([...(await dataset.image(3))]).toEqual([112, 115, 118, 121, 100, 103, 106, 109]);
  });

  test('a range of slices, by index and by fraction', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'sub-01/anat/sub-01_T1w.nii': { shape: [2, 2, 10] },
      'sub-02/anat/sub-02_T1w.nii': { shape: [2, 2, 4], first: 500 },
    });
    const slicesOf = async (slices: object) => {
      const dataset = await open('bids', folder, { images: '.', ...plain, slices });
      return { planes: cells(dataset, 'slice').join(' '), dataset };
    };
    expect((await slicesOf({ range: [3, 6] })).planes).toBe('3 4 5 3');
    expect((await slicesOf({ step: 4 })).planes).toBe('0 4 8 0');
    const { planes, dataset } = await slicesOf({ range: [0.25, 0.75], unit: 'fraction' });
    expect(planes).toBe('3 4 5 6 7 1 2');
    expect([...(await dataset.image(6))]).toEqual([510, 511, 508, 509]);
  });

  test('volumes of different shape: brought to one size, or most keep and the rest is a problem', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'sub-01/anat/sub-01_T1w.nii': { shape: [4, 4, 3] },
      'sub-02/anat/sub-02_T1w.nii': { shape: [4, 4, 3] },
      'sub-03/anat/sub-03_T1w.nii': { shape: [4, 4, 5] },
    });
    await expect(open('bids', folder, { images: '.' })).rejects.toThrow(/set image\.size/);
    for (const fit of ['crop-pad', 'resize']) {
      const dataset = await open('bids', folder, { images: '.', image: { size: [4, 6, 2], fit } });
      expect(dataset.shape).toEqual([4, 6, 2, 1]);
      for (let row = 0; row < 3; row++) expect(await dataset.image(row)).toHaveLength(48);
    }
    await expect(open('bids', folder, { images: '.', image: { size: [4, 6] } })).rejects.toMatchObject({
      code: 'E_OPTION',
    });
  });

  test('bad files are left out and counted, or stop the run', async () => {
    const folder = scratch();
    const outside = scratch();
    writeFiles(outside, { 'secret.nii': volume });
    writeFiles(folder, {
      'participants.tsv': 'participant_id\tsex\nsub-01\tF\nsub-01\tM\nsub-02\tM\textra\n',
      'sub-01/anat/sub-01_T1w.nii': volume,
      'sub-02/anat/sub-02_T1w.nii': 'no image',
      'sub-04/anat/sub-04_T1w.nii': volume,
      'sub-05/anat/sub-05_T1w.nii': volume,
    });
    symlinkSync(join(outside, 'secret.nii'), join(folder, 'sub-01/anat/sub-01_run-2_T1w.nii'));
    symlinkSync(outside, join(folder, 'sub-03'));
    const options = { images: '.', problems: { tolerance: 1, report: 'bad.csv' } };
    const dataset = await open('bids', folder, options);
    expect(dataset.table.ids).toEqual(['sub-01_T1w', 'sub-04_T1w', 'sub-05_T1w']);
    const report = readFileSync(join(folder, 'bad.csv'), 'utf8');
    expect(report).toMatch(/participants\.tsv.*,3,.*was there before/);
    expect(report).toMatch(/participants\.tsv.*,4,.*3 fields instead of 2/);
    expect(report).toMatch(/sub-02_T1w\.nii.*not a NIfTI file/);
    expect(report).toMatch(/sub-01_run-2_T1w\.nii.*outside/);
    expect(inspectionOf(dataset)?.problems).toHaveLength(4);
    await expect(open('bids', folder, { images: '.' })).rejects.toMatchObject({ code: 'E_QUARANTINE' });
    await expect(open('bids', folder, { images: '.', problems: { policy: 'strict' } })).rejects.toMatchObject(
      {
        code: 'E_DATA',
      },
    );
  });

  test('a 4-D file needs a frame', async () => {
    const folder = scratch();
    writeFiles(folder, { 'sub-01/func/sub-01_bold.nii.gz': { shape: [2, 2, 2, 3] } });
    const options = { images: '.', suffix: 'bold', datatype: 'func' };
    await expect(open('bids', folder, options)).rejects.toThrow(/3 volumes \(choose one with image\.frame\)/);
    const dataset = await open('bids', folder, { ...options, image: { frame: 1, normalise: 'none' } });
    expect([...(await dataset.image(0))]).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
  });

  test('label tables that do not fit say so', async () => {
    const folder = scratch();
    writeFiles(folder, {
      'sub-01/anat/sub-01_run-1_T1w.nii': volume,
      'sub-01/anat/sub-01_run-2_T1w.nii': volume,
    });
    const labelled = (text: string) => {
      writeFileSync(join(folder, 'slices.tsv'), text);
      return open('bids', folder, { images: '.', ...plain, slices: { labels: { file: 'slices.tsv' } } });
    };
    await expect(labelled('participant_id\tslice\ty\nsub-01\t0\t1\n')).rejects.toThrow(/several volumes/);
    await expect(labelled('participant_id\tslice\ty\nsub-09\t0\t1\n')).rejects.toThrow(/belongs to a volume/);
    await expect(labelled('participant_id\tplane\ty\nsub-01\t0\t1\n')).rejects.toMatchObject({
      code: 'E_TABLE',
    });
    await expect(labelled('participant_id\tslice\ty\nsub-01_run-1_T1w\t7\t1\n')).rejects.toMatchObject({
      code: 'E_QUARANTINE',
    });
    const fitting = await labelled('participant_id\tslice\ty\nsub-01_run-2_T1w\t1\t1\n');
    expect(cells(fitting, 'y')).toEqual(['', '', '', '1']);
  });
});

test('the folder is called images, as in every data set; its old name is refused with the new one', async () => {
  await expect(open('bids', scratch(), { path: '.' })).rejects.toThrow(
    'dataset "bids": unknown option "path". It is called images now.',
  );
});
