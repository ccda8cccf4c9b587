import { expect, test } from 'vitest';
import { scratch } from '../fixtures/cases.ts';
import { cells, open } from '../fixtures/open.ts';
import { writeFiles } from '../fixtures/write-bids.ts';

const volume = { shape: [2, 2, 2] };

test('a UK Biobank-like table: paths from a pattern, fields renamed and labelled', async () => {
  const folder = scratch();
  writeFiles(folder, {
    'ukb.csv': 'eid,31-0.0,21003-2.0,comment\n1000015,0,61,"a, b"\n1000023,1,,\n1000031,1,55.5,"c ""d"""\n',
    '1000015_2_0/T1/T1_brain.nii.gz': volume,
    '1000023_2_0/T1/T1_brain.nii.gz': volume,
    '1000031_2_0/T1/T1_brain.nii.gz': { ...volume, first: 8 },
  });
  const dataset = await open('mri-manifest', folder, {
    table: 'ukb.csv',
    id: 'eid',
    path: '{eid}_2_0/T1/T1_brain.nii.gz',
    columns: {
      sex: { from: '31-0.0', labels: { 0: 'F', 1: 'M' } },
      age: { from: '21003-2.0', kind: 'number', unit: 'years' },
    },
    image: { normalise: 'none' },
    licence: 'UK Biobank terms',
  });
  expect(dataset.table.ids).toEqual(['1000015', '1000023', '1000031']);
  expect(cells(dataset, 'sex')).toEqual(['F', 'M', 'M']);
  expect(cells(dataset, 'age')).toEqual(['61', '', '55.5']);
  expect(dataset.table.columns.age).toMatchObject({ unit: 'years' });
  expect(dataset.licence).toBe('UK Biobank terms');
  expect([...(await dataset.image(2))]).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
});

test('a NAKO-like table: semicolons, decimal commas, several images of a patient, an own root', async () => {
  const folder = scratch();
  writeFiles(folder, {
    'tables/nako.csv':
      'scan;ID;path;basis_age;basis_sex\na1;7;img/a1.nii;44,5;2\na2;7;img/a2.nii;49,5;2\nb;9;img/b.nii;-99;1\n',
    'data/img/a1.nii': volume,
    'data/img/a2.nii': volume,
    'data/img/b.nii': volume,
  });
  const dataset = await open('mri-manifest', folder, {
    table: 'tables/nako.csv',
    images: 'data',
    delimiter: ';',
    id: 'scan',
    patient: 'ID',
    columns: {
      age: { from: 'basis_age', kind: 'number', decimal: ',', missing: ['-99'] },
      sex: { from: 'basis_sex', labels: { 1: 'M', 2: 'F' } },
    },
  });
  expect(cells(dataset, 'age')).toEqual(['44.5', '49.5', '']);
  expect(cells(dataset, 'sex')).toEqual(['F', 'F', 'M']);
  expect([...dataset.table.patients]).toEqual([0, 0, 1]);
  expect(dataset.table.patientIds).toEqual(['7', '9']);
});

test('without columns all are taken, but not ids and paths', async () => {
  const folder = scratch();
  writeFiles(folder, { 't.csv': 'id,path,group\nx,x.nii,a\ny,y.nii,b\n', 'x.nii': volume, 'y.nii': volume });
  const dataset = await open('mri-manifest', folder, { table: 't.csv' });
  expect(Object.keys(dataset.table.columns)).toEqual(['group']);
});

test.each([
  ['leaves the root by ..', '../x.nii', /contains "\.\."/],
  ['is absolute', '/etc/passwd', /is absolute/],
  ['is missing', 'none.nii', /No file/],
  ['is empty', '', /no id, patient or path/],
])('a path that %s is a problem of its line', async (_, path, reason) => {
  const folder = scratch();
  writeFiles(folder, { 't.csv': `id,path\nx,x.nii\nz,${path}\n`, 'x.nii': volume });
  const strict = { table: 't.csv', problems: { policy: 'strict' } };
  await expect(open('mri-manifest', folder, strict)).rejects.toThrow(reason);
  await expect(open('mri-manifest', folder, strict)).rejects.toThrow(/line 3/);
  const dataset = await open('mri-manifest', folder, { table: 't.csv', problems: { tolerance: 0.5 } });
  expect(dataset.table.ids).toEqual(['x']);
});

test('one id for two images, an unknown label and an empty table say what is wrong', async () => {
  const folder = scratch();
  writeFiles(folder, {
    'twice.csv': 'id,path\nx,x.nii\nx,y.nii\n',
    'label.csv': 'id,path,sex\nx,x.nii,3\n',
    'empty.csv': 'id,path\n',
    'x.nii': volume,
    'y.nii': volume,
  });
  const strict = { problems: { policy: 'strict' } };
  await expect(open('mri-manifest', folder, { table: 'twice.csv', ...strict })).rejects.toThrow(
    /id was there/,
  );
  await expect(
    open('mri-manifest', folder, { table: 'label.csv', columns: { sex: { labels: { 1: 'M' } } } }),
  ).rejects.toMatchObject({ code: 'E_COLUMN' });
  await expect(open('mri-manifest', folder, { table: 'empty.csv' })).rejects.toMatchObject({
    code: 'E_NO_IMAGES',
  });
  await expect(open('mri-manifest', folder, { table: 'gone.csv' })).rejects.toMatchObject({
    code: 'E_MISSING',
  });
  await expect(open('mri-manifest', folder, { table: 'label.csv', id: 'eid' })).rejects.toMatchObject({
    code: 'E_TABLE',
  });
});

test.each([
  [{ root: 'x' }, 'root', 'images'],
  [{ file: 'x' }, 'file', 'path'],
  [{ cache: { maxMegabytes: 5 } }, 'cache.maxMegabytes', 'cache.gigabytes'],
  [{ tolerance: 0.5 }, 'tolerance', 'problems.tolerance'],
])('%j is refused with what it is called now', async (options, old, today) => {
  await expect(open('mri-manifest', scratch(), { table: 't.csv', ...options })).rejects.toThrow(
    `dataset "mri-manifest": unknown option "${old}". It is called ${today} now.`,
  );
});
