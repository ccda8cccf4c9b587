import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectionOf } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../decode/fixture.ts';
import { valuesOf } from '../images.ts';
import { open, scratch } from '../open.ts';
import { dicomBytes } from '../write-dicom.ts';

test('xray-dicom makes columns of tags, and lets nothing out that names a patient', async () => {
  const root = scratch();
  mkdirSync(join(root, 'study/series'), { recursive: true });
  const files = ['mono2-12bit', 'mono1-14bit', 'rle', 'deflated', 'jpeg2000', 'big-endian-exact'];
  for (const [i, name] of files.entries())
    copyFileSync(fixturePath(`${name}.dcm`), join(root, `study/series/${i}`));
  copyFileSync(fixturePath('bad-no-pixels.dcm'), join(root, 'study/bad'));
  // Another patient of another hospital: the same bytes with another ID of the same length.
  const other = Buffer.from(readFileSync(fixturePath('mono2-12bit.dcm')));
  other.write('SECRETID88', other.indexOf('SECRETID77'), 'latin1');
  other.write('OTHERHOSPITALS', other.indexOf('SECRETHOSPITAL'), 'latin1');
  writeFileSync(join(root, 'study/z.dcm'), other);
  writeFileSync(join(root, 'readme.txt'), 'not looked at');
  const mr = Buffer.from(readFileSync(fixturePath('mono2-12bit.dcm')));
  mr.write('MR', mr.indexOf('DX', 0, 'latin1'), 'latin1');
  writeFileSync(join(root, 'study/mr'), mr);

  const cache = { folder: scratch() };
  const dataset = await open(
    'xray-dicom',
    { images: '.', image: { size: 16 }, cache, problems: { tolerance: 0.2 } },
    root,
  );
  const { table } = dataset;
  expect(table.length).toBe(7);
  expect(table.patientIds).toEqual(['patient-1', 'patient-2']);
  expect([...table.patients]).toEqual([0, 0, 0, 0, 0, 0, 1]);
  expect(valuesOf(table, 'sex')).toEqual(Array(7).fill('F'));
  expect(valuesOf(table, 'age')).toEqual(Array(7).fill(58));
  expect(valuesOf(table, 'view')).toEqual(Array(7).fill('PA'));
  expect(valuesOf(table, 'site')).toEqual([...Array(6).fill('site-1'), 'site-2']);
  expect(valuesOf(table, 'photometric')[1]).toBe('MONOCHROME1');
  expect(dataset.shape).toEqual([16, 16, 1]);
  for (let row = 0; row < 7; row++) expect(Math.max(...(await dataset.image(row)))).toBeGreaterThan(0.9);
  await dataset.close?.();

  const told = inspectionOf(dataset)!;
  expect(told.problems).toEqual([{ file: 'study/bad', line: null, reason: 'DICOM without pixel data' }]);
  expect(told.notes).toEqual(['1 files of other modalities are passed over (MR 1).']);
  const written = readdirSync(cache.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name + readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  expect(written.length).toBeGreaterThan(1);
  for (const text of [...written, JSON.stringify([table, told.problems, told.notes])]) {
    expect(text).not.toMatch(/SECRET|JANE|19010203|20190405|HOSPITAL|1\.2\.3\.[45]/);
  }
});

describe('a table of labels', () => {
  const root = scratch();
  mkdirSync(join(root, 'a/b'), { recursive: true });
  const names = ['mono2-12bit', 'mono1-14bit'];
  for (const [i, name] of names.entries()) {
    const bytes = Buffer.from(readFileSync(fixturePath(`${name}.dcm`)));
    // Another study of the same length for the second.
    if (i === 1) bytes.write('1.2.3.6', bytes.indexOf('1.2.3.5'), 'latin1');
    writeFileSync(join(root, `a/b/${name}.dcm`), bytes);
  }
  const openWith = (text: string, labels: object) => {
    writeFileSync(join(root, 'labels.csv'), text);
    const all = {
      images: '.',
      image: { size: 16 },
      cache: false,
      workers: 1,
      labels: { table: 'labels.csv', ...labels },
    };
    return open('xray-dicom', all, root);
  };

  test('is joined by path; an image without a row has missing labels', async () => {
    const text = 'path,effusion,sex\na/b/mono2-12bit.dcm,yes,male\nnone.dcm,no,male\n';
    const dataset = await openWith(text, {});
    expect(valuesOf(dataset.table, 'effusion')).toEqual([null, 'yes']);
    // The table's sex stands in the place of the header's.
    expect(valuesOf(dataset.table, 'sex')).toEqual([null, 'M']);
    expect(inspectionOf(dataset)!.notes).toEqual([
      '1 rows of the table of labels belong to no image.',
      '1 images have no row in the table of labels.',
    ]);
  });

  test('is joined by study, whose UID is kept nowhere', async () => {
    const text = 'StudyInstanceUID,effusion,who\n1.2.3.6,yes,Jane\n1.2.3.5,no,Jane\n';
    const options = { by: 'study', key: 'StudyInstanceUID', columns: ['effusion'] };
    const { table } = await openWith(text, options);
    expect(valuesOf(table, 'effusion')).toEqual(['yes', 'no']);
    expect(JSON.stringify(table)).not.toMatch(/1\.2\.3\.[56]|Jane/);
  });

  test('with columns that are called by whole numbers leaves every column its own values', async () => {
    const text = 'path,486,0\na/b/mono2-12bit.dcm,pneumonia,x\na/b/mono1-14bit.dcm,none,y\n';
    const { table } = await openWith(text, {});
    const plain = (await openWith(text.replace('486,0', 'finding,other'), {})).table;
    expect(valuesOf(table, '486')).toEqual(['none', 'pneumonia']);
    expect(valuesOf(table, '0')).toEqual(['y', 'x']);
    for (const name of ['modality', 'view', 'sex', 'site', 'photometric', 'rows'])
      expect(valuesOf(table, name)).toEqual(valuesOf(plain, name));
    expect(valuesOf(table, 'modality')).toEqual(['DX', 'DX']);
  });

  test('that names an image twice, or lacks its key, says so', async () => {
    await expect(openWith('path,y\na.dcm,1\na.dcm,0\n', {})).rejects.toThrow(/its path was there before/);
    await expect(openWith('file,y\na.dcm,1\n', {})).rejects.toThrow(/has no column "path"/);
  });
});

test('an export of a PACS: reports, presentation states and a viewer’s files are passed over, damaged images are not', async () => {
  const root = scratch();
  const header = (i: number) => ({
    patient: `P${i >> 1}`,
    sex: 'FM'[i % 2]!,
    view: 'PA',
    accession: `A${i}`,
  });
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(root, name), content);
  for (let i = 0; i < 10; i++) write(`IM000${i}`, dicomBytes(header(i)));
  for (const modality of ['SR', 'PR', 'KO'])
    write(`${modality}0001`, dicomBytes({ ...header(20), modality, pixels: false }));
  const strangers = ['AUTORUN.INF', 'VIEWER.EXE', 'README.HTM', 'THUMBS.DB', 'LOGO.JPG'];
  for (const name of strangers) write(name, 'no DICOM, but long enough to be looked at'.repeat(9));
  const options = { images: '.', image: { size: 8 }, cache: false, workers: 1 };
  const dataset = await open('xray-dicom', options, root);
  expect(dataset.table.length).toBe(10);
  expect(inspectionOf(dataset)).toMatchObject({ problems: [], rowsRead: 10 });
  expect(inspectionOf(dataset)!.notes).toEqual([
    '3 files of other modalities are passed over (KO 1, PR 1, SR 1).',
    '5 files are no DICOM and are passed over (AUTORUN.INF, LOGO.JPG, README.HTM, …).',
  ]);
  write('IM0010', dicomBytes({ ...header(11), pixels: false }));
  write('IM0011.dcm', 'damaged'.repeat(99));
  const damaged = await open('xray-dicom', { ...options, problems: { tolerance: 0.5 } }, root);
  expect(inspectionOf(damaged)!.problems.map(({ file }) => file)).toEqual(['IM0010', 'IM0011.dcm']);
});

test('a table of labels joined by patient, whose ids are kept nowhere', async () => {
  const root = scratch();
  for (let i = 0; i < 4; i++)
    writeFileSync(
      join(root, `${i}.dcm`),
      dicomBytes({ patient: `SECRET${i >> 1}`, sex: 'F', view: 'PA', accession: `A${i}` }),
    );
  writeFileSync(join(root, 'labels.csv'), 'PatientID;smoker\nSECRET0;yes\nSECRET1;no\nSECRET9;no\n');
  const labels = { table: 'labels.csv', by: 'patient', key: 'PatientID' };
  const options = { images: '.', image: { size: 8 }, cache: false, workers: 1, labels };
  const dataset = await open('xray-dicom', options, root);
  expect(valuesOf(dataset.table, 'smoker')).toEqual(['yes', 'yes', 'no', 'no']);
  expect(inspectionOf(dataset)!.notes).toEqual(['1 rows of the table of labels belong to no image.']);
  expect(JSON.stringify([dataset.table, inspectionOf(dataset)!.notes])).not.toContain('SECRET');
});
