import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspectionOf, patientKey } from '@mimmx/data/files';
import { expect, test } from 'vitest';
import { plainId } from '../../src/decode/dicom/secret.ts';
import { valuesOf } from '../images.ts';
import { type Making, makeDicom, text } from '../make-dicom.ts';
import { open, scratch } from '../open.ts';

const identity = (patient: string, study: string, image = `${study}.1`): Making['parts'] => [
  text(0x00080018, 'UI', image),
  text(0x00100020, 'LO', patient),
  text(0x0020000d, 'UI', study),
];

/** Opens a folder of files. */
async function folderOf(files: Readonly<Record<string, Buffer | string>>, options: object = {}) {
  const root = scratch();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  }
  const dataset = await open(
    'xray-dicom',
    { images: '.', image: { size: 16 }, cache: false, workers: 1, ...options },
    root,
  );
  return { dataset, ...inspectionOf(dataset)! };
}

const radiographs = (count: number, parts: (i: number) => Making['parts'] = () => []) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `DICOM/IM${i}`,
      makeDicom({ parts: [...identity(`SECRET${i}`, `1.2.${i}`)!, ...parts(i)!] }),
    ]),
  );

test('an export from a PACS: reports, presentation states and the viewer’s files are passed over', async () => {
  const without = [0x7fe00010];
  const other = (modality: string, i: number) =>
    makeDicom({ without, parts: [text(0x00080060, 'CS', modality), ...identity('SECRET0', `1.2.0.${i}`)!] });
  const { dataset, problems, notes } = await folderOf({
    ...radiographs(5),
    'DICOM/SR0': other('SR', 1),
    'DICOM/SR1': other('SR', 2),
    'DICOM/PR0': other('PR', 3),
    'AUTORUN.INF': '[autorun]',
    'VIEWER.EXE': 'MZ',
    'README.HTM': '<html>',
  });
  expect(dataset.table.length).toBe(5);
  expect(problems).toEqual([]);
  expect(notes).toEqual([
    '3 files of other modalities are passed over (PR 1, SR 2).',
    '3 files are no DICOM and are passed over (AUTORUN.INF, README.HTM, VIEWER.EXE).',
  ]);
});

test('what is named as an image and is none, and a radiograph without pixels, are problems', async () => {
  const bad = makeDicom({ without: [0x7fe00010], parts: identity('SECRET9', '1.2.9') ?? [] });
  const { problems } = await folderOf(
    { ...radiographs(3), 'lost.dcm': 'not DICOM, not DICOM', IM9: 'zeros', bad },
    { problems: { tolerance: 0.6 } },
  );
  expect(problems.map(({ file, reason }) => [file, reason])).toEqual([
    ['IM9', 'not a DICOM file'],
    ['bad', 'DICOM without pixel data'],
    ['lost.dcm', 'not a DICOM file'],
  ]);
});

test('text burned into pixels is reported, and one image in two files', async () => {
  const twin = makeDicom({ parts: identity('SECRET0', '1.2.0') ?? [] });
  const burned = (i: number) => [text(0x00280301, 'CS', i === 1 ? 'YES' : 'NO')];
  const { notes } = await folderOf({ ...radiographs(3, burned), twin });
  expect(notes).toEqual([
    '1 files hold an image that another file holds too (one SOP instance UID).',
    '1 of 4 images say that text is burned into their pixels (BurnedInAnnotation (0028,0301) is YES): it may name a ' +
      'patient, and a model may read it. Look at them.',
  ]);
});

test('one patient ID in all files stops with the way out; by study they can be divided', async () => {
  const files = Object.fromEntries(
    [0, 1, 2, 3].map((i) => [`${i}.dcm`, makeDicom({ parts: identity('ANONYMOUS', `1.2.${i}`) ?? [] })]),
  );
  await expect(folderOf(files)).rejects.toThrow(
    /^E_DATA: All 4 images bear one patient ID, over 4 studies, .* set patient: "study"/,
  );
  await expect(folderOf(files)).rejects.not.toThrow(/ANONYMOUS/);
  const { dataset } = await folderOf(files, { patient: 'study' });
  expect(dataset.table.patientIds).toHaveLength(4);
  const another = makeDicom({ parts: identity('SECRET', '1.2.9') ?? [] });
  const { notes } = await folderOf({ ...files, another });
  expect(notes[0]).toMatch(/^4 of 5 images bear one patient ID, over 4 studies/);
});

test('processed and unprocessed twins are told apart by a column', async () => {
  const intent = (i: number) => [text(0x00080068, 'CS', i === 0 ? 'FOR PROCESSING' : 'FOR PRESENTATION')];
  const { dataset } = await folderOf(radiographs(2, intent));
  expect(valuesOf(dataset.table, 'intent')).toEqual(['FOR PROCESSING', 'FOR PRESENTATION']);
});

test('patient IDs that differ in zeros, case or blanks are one patient, in the headers and in the table of labels', async () => {
  const ids = ['007', '7', 'AB 1', 'ab  1', 'AB-1', '0'];
  const files = Object.fromEntries(
    ids.map((id, i) => [`${i}.dcm`, makeDicom({ parts: identity(id, `1.2.${i}`) ?? [] })]),
  );
  const { dataset } = await folderOf(
    { ...files, 'labels.csv': 'patient,sick\n7.0,yes\nAb 1,no\n00,yes\n' },
    { labels: { table: 'labels.csv', by: 'patient' } },
  );
  expect([...dataset.table.patients]).toEqual([0, 0, 1, 1, 2, 3]);
  expect(valuesOf(dataset.table, 'sick')).toEqual(['yes', 'yes', 'no', 'no', null, 'yes']);
  const keys = ['007', '7.0', ' 7', 'AB 1', 'ab\u00a01', 'x'];
  for (const a of keys)
    for (const b of keys) expect(plainId(a) === plainId(b)).toBe(patientKey(a) === patientKey(b));
});

test('ages are read with or without a unit, and what is none is noted', async () => {
  const ages = ['045Y', '45', '0045', '045y', '018M', '414Y', 'Y045'];
  const { dataset } = await folderOf(radiographs(7, (i) => [text(0x00101010, 'AS', ages[i]!)]));
  expect(valuesOf(dataset.table, 'age')).toEqual([45, 45, 45, 45, 1.5, null, null]);
  expect(dataset.table.columns.age?.notes?.join()).toMatch(/"414" \(1\), "no age" \(1\) read as missing/);
});
