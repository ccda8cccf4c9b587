import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectionOf } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { scratch } from '../fixtures/cases.ts';
import { cells, open } from '../fixtures/open.ts';
import { writeFiles } from '../fixtures/write-bids.ts';
import { niftiBytes } from '../fixtures/write-nifti.ts';
import { bidsFolder, expectedAges, notes, openBids, row, rows, subject, volume } from './bids-folder.ts';

describe('participants.tsv', () => {
  test.each<[string, (i: number) => string]>([
    ['without the prefix', (i) => subject(i).slice(4)],
    ['without zeros', (i) => `sub-${i + 1}`],
    ['as floats', (i) => `${i + 1}.0`],
    ['in capitals', (i) => subject(i).toUpperCase()],
  ])('%s is matched to the folders, and said', async (_, id) => {
    const dataset = await openBids(bidsFolder(rows((i) => row(i, id(i)))));
    expect(cells(dataset, 'age')).toEqual(expectedAges);
    expect(notes(dataset)).toMatch(
      /values of participant_id name no folder of the data set as they stand; "/,
    );
  });

  test('whose ids mean no folder at all is refused', async () => {
    const folder = bidsFolder(rows((i) => row(i, `P${i + 1}`)));
    await expect(openBids(folder)).rejects.toThrow(
      /E_BIDS: participants\.tsv: participant_id names no folder of the data set: "P1" there, sub-01 here/,
    );
  });

  test('without a row for every subject, or with a row for none, says so', async () => {
    const dataset = await openBids(
      bidsFolder(
        rows((i) => row(i))
          .filter((_, i) => i % 2)
          .concat(row(0, 'sub-77')),
      ),
    );
    expect(notes(dataset)).toContain(
      '10 of 20 subjects have no row in participants.tsv: sub-01, sub-03, sub-05, ….',
    );
    expect(notes(dataset)).toContain(
      '1 rows of participants.tsv belong to no subject with an image: sub-77.',
    );
    expect(cells(dataset, 'sex').filter((sex) => sex === '')).toHaveLength(10);
  });

  test('with several rows of a participant names the way out', async () => {
    const folder = bidsFolder([...rows((i) => row(i)), row(0, 'sub-01', '99')]);
    await expect(openBids(folder)).rejects.toThrow(/"sub-01" was there before \(.*_sessions\.tsv\)/);
  });

  test.each(['89+', 'n/a', 'unknown', '-'])('with an age "%s" keeps its column of numbers', async (age) => {
    const dataset = await openBids(bidsFolder(rows((i) => row(i, subject(i), i === 3 ? age : undefined))));
    const column = dataset.table.columns.age;
    expect(column?.kind).toBe('number');
    expect(cells(dataset, 'age')[3]).toBe(age === '89+' ? '89' : '');
  });

  test('with commas, aligned case and blanks reads as one with tabs', async () => {
    const commas = rows((i) => row(i)).map((line) => line.replaceAll('\t', ','));
    const folder = bidsFolder([]);
    writeFileSync(join(folder, 'participants.tsv'), ['Participant_ID,SEX ,age', ...commas].join('\r\n'));
    const dataset = await openBids(folder);
    expect(cells(dataset, 'SEX')).toEqual(rows((i) => 'MF'[i % 2]!));
  });

  test('and scans tables: these are not used, which is said', async () => {
    const scans = { 'sub-01/sub-01_scans.tsv': 'filename\tacq_time\nanat/sub-01_T1w.nii\t2020\n' };
    const dataset = await openBids(
      bidsFolder(
        rows((i) => row(i)),
        scans,
      ),
    );
    expect(notes(dataset)).toContain('1 scans tables are not used: sub-01/sub-01_scans.tsv.');
  });
});

test('sessions written without "ses-" are matched, and others said', async () => {
  const folder = scratch();
  writeFiles(folder, {
    'participants.tsv': 'participant_id\tsex\nsub-01\tF\nsub-02\tM\n',
    'sub-01/ses-01/anat/sub-01_ses-01_T1w.nii': volume,
    'sub-01/ses-02/anat/sub-01_ses-02_T1w.nii': volume,
    'sub-01/sub-01_sessions.tsv': 'session_id\tage\n1\t31\n2\t32.5\n',
    'sub-02/ses-01/anat/sub-02_ses-01_T1w.nii': volume,
    'sub-02/sub-02_sessions.tsv': 'session_id\tage\nbaseline\t40\n',
  });
  const dataset = await openBids(folder);
  expect(cells(dataset, 'age')).toEqual(['31', '32.5', '']);
  expect(notes(dataset)).toContain('sub-01/sub-01_sessions.tsv: session_id "1" is read as ses-01');
  expect(notes(dataset)).toContain('sub-02/sub-02_sessions.tsv: no session_id names a session (baseline)');
});

describe('files that are no images yet', () => {
  test('pointers and links without target are told from damaged files; twins are named', async () => {
    const folder = bidsFolder(
      rows((i) => row(i)),
      {
        'sub-01/anat/sub-01_T1w.nii': '/annex/objects/SHA256E-s1--ab.nii',
        'sub-02/anat/sub-02_T1w.nii': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n',
        'sub-04/anat/sub-04_T1w.nii.gz': volume,
      },
    );
    mkdirSync(join(folder, 'sub-21/anat'), { recursive: true });
    symlinkSync('../../.git/annex/objects/x', join(folder, 'sub-21/anat/sub-21_T1w.nii'));
    const dataset = await openBids(folder, { problems: { tolerance: 1 } });
    const reasons = Object.fromEntries(
      inspectionOf(dataset)!.problems.map(({ file, reason }) => [file, reason]),
    );
    expect(reasons['sub-01/anat/sub-01_T1w.nii']).toMatch(/git-annex pointer.*datalad get/);
    expect(reasons['sub-02/anat/sub-02_T1w.nii']).toMatch(/git-lfs pointer/);
    expect(reasons['sub-21/anat/sub-21_T1w.nii']).toMatch(/link without target/);
    expect(reasons['sub-04/anat/sub-04_T1w.nii.gz']).toMatch(/same image as sub-04_T1w\.nii by its name/);
    expect(Object.keys(reasons)).toHaveLength(4);
  });
});

describe('mri-joined', () => {
  const set = (level: number) => {
    const folder = scratch();
    const values = new Float32Array(8).fill(level);
    for (let i = 0; i < 3; i++) {
      const path = join(folder, subject(i), 'anat', `${subject(i)}_T1w.nii`);
      mkdirSync(join(folder, subject(i), 'anat'), { recursive: true });
      writeFileSync(path, niftiBytes({ shape: [2, 2, 2], values }));
      utimesSync(path, 1e9, 1e9);
    }
    return folder;
  };
  const source = (path: string, more = {}) => ({
    source: 'bids',
    options: { images: path, image: { normalise: 'none' }, workers: 1, ...more },
  });

  test('gives each set its own voxels, also out of a cache that both share', async () => {
    const [a, b, cache] = [set(1), set(2), scratch()];
    const options = {
      sets: { a: source(a, { cache: { folder: cache } }), b: source(b, { cache: { folder: cache } }) },
    };
    for (let start = 0; start < 2; start++) {
      const dataset = await open('mri-joined', scratch(), options);
      for (let row = 0; row < 6; row++) expect((await dataset.image(row))[0]).toBe(row < 3 ? 1 : 2);
      await dataset.close?.();
    }
  });

  test('matches columns and classes whatever their case, and refuses two units', async () => {
    const table = (folder: string, header: string, value: (i: number) => string) =>
      writeFileSync(
        join(folder, 'participants.tsv'),
        [header, ...[0, 1, 2].map((i) => `${subject(i)}\t${value(i)}`)].join('\n'),
      );
    const [a, b] = [set(1), set(2)];
    table(a, 'participant_id\tsex\tage', (i) => `${'FMF'[i]}\t2${i}.5`);
    table(b, 'participant_id\tSex\tAge', (i) => `${'fmf'[i]}\t3${i}.5`);
    const dataset = await open('mri-joined', scratch(), { sets: { a: source(a), b: source(b) } });
    expect(Object.keys(dataset.table.columns)).toEqual(['dataset', 'sex', 'age']);
    expect(cells(dataset, 'sex')).toEqual(['F', 'M', 'F', 'F', 'M', 'F']);
    const unit = (text: string) => ({ columns: { age: { kind: 'number', unit: text } } });
    const sets = { a: source(a, unit('years')), b: source(b, unit('months')) };
    await expect(open('mri-joined', scratch(), { sets })).rejects.toThrow(
      /E_JOIN: Column "age" is in years and in months/,
    );
  });
});

test('mri-manifest: class "none" stays, floats fill patterns, tables join by patient, rows of one image merge', async () => {
  const folder = scratch();
  writeFiles(folder, {
    't.csv': 'eid;dx;score\n7.0;none;1,5\n8.0;lesion;<0,3\n8.0;lesion;2,5\n9.0;none;unknown\n',
    'clinic.tsv': 'ID\tgrade\n7\thigh\n08\tlow\n',
    '7/T1.nii': volume,
    '8/T1.nii': volume,
    '9/T1.nii': volume,
  });
  const options = {
    table: 't.csv',
    id: 'eid',
    path: '{eid}/T1.nii',
    joins: [{ table: 'clinic.tsv', key: 'ID' }],
  };
  const dataset = await open('mri-manifest', folder, { ...options, repeats: 'majority' });
  expect(cells(dataset, 'dx')).toEqual(['none', 'lesion', 'none']);
  expect(cells(dataset, 'score')).toEqual(['1.5', '1.4', '']);
  expect(cells(dataset, 'grade')).toEqual(['high', 'low', '']);
  const labelled = { ...options, columns: { dx: { labels: { none: 'healthy', lesion: 'ill' } } } };
  expect(cells(await open('mri-manifest', folder, labelled), 'dx')).toEqual([
    'healthy',
    'ill',
    'ill',
    'healthy',
  ]);
});
