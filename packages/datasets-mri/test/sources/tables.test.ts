import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { inspectionOf } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { scratch } from '../fixtures/cases.ts';
import { cells, open } from '../fixtures/open.ts';
import { writeFiles } from '../fixtures/write-bids.ts';
import { niftiBytes } from '../fixtures/write-nifti.ts';

const COUNT = 20;
const volume = { shape: [2, 2, 2] };
const subject = (i: number) => `sub-${String(i + 1).padStart(2, '0')}`;
const HEADER = 'participant_id\tsex\tage';
const row = (i: number, id = subject(i), age = String(21.5 + i)) => `${id}\t${'MF'[i % 2]}\t${age}`;
const rows = (of: (i: number) => string) => Array.from({ length: COUNT }, (_, i) => of(i));

/** A BIDS folder of twenty subjects whose participants.tsv has these lines. */
function bidsFolder(lines: readonly string[], more: Parameters<typeof writeFiles>[1] = {}): string {
  const folder = scratch();
  const images = Object.fromEntries(
    rows((i) => `${subject(i)}/anat/${subject(i)}_T1w.nii`).map((path) => [path, volume]),
  );
  writeFiles(folder, { ...images, 'participants.tsv': `${[HEADER, ...lines].join('\n')}\n`, ...more });
  return folder;
}
const openBids = (folder: string, options = {}) => open('bids', folder, { path: '.', ...options });
const expectedAges = rows((i) => String(21.5 + i));
const notes = (dataset: Awaited<ReturnType<typeof open>>) => inspectionOf(dataset)!.notes.join('\n');

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
    options: { path, image: { normalise: 'none' }, workers: 1, ...more },
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

test('a report of problems is written below the config alone, and over nothing else', async () => {
  const folder = bidsFolder(
    rows((i) => row(i)),
    { 'sub-01/anat/sub-01_T1w.nii': 'damaged', 'notes.csv': 'mine\n' },
  );
  const report = (place: string) => openBids(folder, { problems: { tolerance: 1, report: place } });
  for (const place of ['../x.csv', '/tmp/x.csv', '.bashrc', '.hidden/x.csv', 'x', 'a/../../x.csv'])
    await expect(report(place)).rejects.toMatchObject({ code: 'E_OPTION' });
  await expect(report('notes.csv')).rejects.toThrow(/E_REPORT: .*notes\.csv/);
  expect(readFileSync(join(folder, 'notes.csv'), 'utf8')).toBe('mine\n');
  for (let start = 0; start < 2; start++) await report('bad.csv');
  expect(readFileSync(join(folder, 'bad.csv'), 'utf8')).toContain('sub-01_T1w.nii');
});

test('a brain that is standardised keeps its voxels under the default mask; others are as before', async () => {
  const side = 12;
  const brain = Float32Array.from({ length: side ** 3 }, (_, at) => {
    const [x, y, z] = [at % side, Math.floor(at / side) % side, Math.floor(at / side ** 2)];
    const inside = (x - 5.5) ** 2 + (y - 5.5) ** 2 + (z - 5.5) ** 2 < 25;
    return inside ? Math.sin(at * 12.9898) * 1.5 + 0.01 : 0;
  });
  const folder = scratch();
  const shape = [side, side, side];
  writeFileSync(join(folder, 'z.nii'), niftiBytes({ shape, values: brain }));
  writeFileSync(
    join(folder, 'p.nii'),
    niftiBytes({ shape, values: brain.map((value) => (value === 0 ? 0 : value + 9)) }),
  );
  writeFileSync(join(folder, 't.csv'), 'id,path,y\na,z.nii,0\nb,p.nii,1\n');
  const read = async (image?: object) => {
    const dataset = await open('mri-manifest', folder, { table: 't.csv', ...(image ? { image } : {}) });
    return Promise.all([dataset.image(0), dataset.image(1)]);
  };
  const [standardised, positive] = await read();
  const lost = standardised!.filter((value, at) => brain[at] !== 0 && value === 0).length;
  const inside = brain.filter((value) => value !== 0).length;
  expect(lost / inside).toBeLessThan(0.02);
  expect(standardised!.every((value, at) => brain[at] !== 0 || value === 0)).toBe(true);
  expect(positive).toEqual((await read({ mask: 'positive' }))[1]);
});

test('gzip with bytes behind its end reads, unless it is damaged or short', async () => {
  const folder = scratch();
  const plain = niftiBytes({ shape: [2, 2, 2], values: Float32Array.from({ length: 8 }, (_, i) => i) });
  const packed = gzipSync(plain);
  const broken = Buffer.from(packed);
  broken[broken.length - 6]! ^= 1;
  const files = {
    followed: Buffer.concat([packed, Buffer.from('garbage')]),
    long: Buffer.concat([packed, Buffer.alloc(9000, 'garbage')]),
    wrongSum: Buffer.concat([broken, Buffer.from('garbage')]),
  };
  expect(() => gunzipSync(files.followed)).toThrow();
  const { readNifti } = await import('../../src/nifti/index.ts');
  const read = (name: keyof typeof files) => {
    writeFileSync(join(folder, `${name}.nii.gz`), files[name]);
    return readNifti(join(folder, `${name}.nii.gz`));
  };
  for (const name of ['followed', 'long'] as const)
    expect([...(await read(name)).data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await expect(read('wrongSum')).rejects.toMatchObject({ code: 'E_NIFTI_GZIP' });
});

test('headers that others read: no vox_offset, a fourth dimension of 0; a quaternion longer than 1 is refused', async () => {
  const { parseHeader } = await import('../../src/nifti/header.ts');
  const header = (change: (view: DataView) => void) => {
    const bytes = niftiBytes({ shape: [2, 3, 4], values: new Float32Array(24) });
    change(new DataView(bytes.buffer));
    return parseHeader(bytes);
  };
  expect(header((view) => view.setFloat32(108, 0, true)).offset).toBe(352);
  expect(() => header((view) => view.setFloat32(108, 100, true))).toThrow(/vox_offset is 100/);
  const four = header((view) => {
    view.setInt16(40, 4, true);
    view.setInt16(48, 0, true);
  });
  expect(four.shape).toEqual([2, 3, 4, 1]);
  expect(() => header((view) => view.setInt16(44, 0, true))).toThrow(/dim\[2\] is 0/);
  const turned = (length: number) =>
    header((view) => {
      view.setInt16(252, 1, true);
      view.setInt16(254, 0, true);
      view.setFloat32(256, length, true);
    });
  expect(turned(1).affine[0]).toBeCloseTo(1, 6);
  expect(() => turned(1.9)).toThrow(/E_NIFTI_AFFINE: .*longer than 1/);
});

test('a check says how much a mask that does not fit erases', async () => {
  const folder = scratch();
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i < 300 ? 0 : Math.sin(i * 7.7)));
  writeFileSync(join(folder, 'z.nii'), niftiBytes({ shape: [10, 10, 10], values }));
  writeFileSync(join(folder, 't.csv'), 'id,path,y\na,z.nii,0\n');
  const told = async (mask?: string) => {
    const image = mask ? { image: { mask } } : {};
    return inspectionOf(await open('mri-manifest', folder, { table: 't.csv', ...image }))!.examine!();
  };
  expect(await told()).toEqual([]);
  expect((await told('positive')).join()).toMatch(
    /Normalisation clips 5\d % of the voxels.*5\d % lie below 0/,
  );
});
