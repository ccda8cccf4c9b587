import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectionOf } from '@mimmx/data/files';
import { describe, expect, test } from 'vitest';
import { abnormalColumn, ageColumn, sexColumn, viewColumn } from '../../src/sources/demographics.ts';
import { abnormalReader, CHEXPERT_FINDINGS } from '../../src/sources/findings.ts';
import { valuesOf, writePng } from '../images.ts';
import { cellCounts, open, scratch } from '../open.ts';

const filled = (builder: ReturnType<typeof sexColumn>, texts: readonly string[]) => {
  for (const text of texts) builder.push(text);
  const column = builder.done()!;
  return { values: valuesOf({ columns: { x: column } }, 'x'), notes: column.notes };
};

describe('demographics', () => {
  test('sexes are words that mean one, in several languages, and nothing that begins like one', () => {
    const women = [
      'F',
      'f',
      'Female',
      'FEMALE ',
      'W',
      'Weiblich',
      'Mujer',
      'Mulher',
      'femme',
      'donna',
      'Frau',
    ];
    const men = ['M', 'male', 'Man', 'Hombre', 'Homme', 'Varón', 'männlich', 'uomo'];
    const neither = ['Mango', 'Fluid', 'X', 'O', 'Mx', '0', '1'];
    const { values, notes } = filled(sexColumn(), [...women, ...men, ...neither, '', 'NA']);
    expect(values).toEqual([
      ...women.map(() => 'F'),
      ...men.map(() => 'M'),
      ...neither.map(() => null),
      null,
      null,
    ]);
    for (const text of neither) expect(`${filled(sexColumn(), [text]).notes}`).toContain(`"${text}" (1)`);
    expect(notes?.[0]).toMatch(/read as missing/);
  });

  test('ages are numbers, with or without unit; impossible ones are missing, with a note', () => {
    const texts = ['45', '045Y', '018M', '18 months', '90+', '058Y', '414Y', '-3', ''];
    const { values, notes } = filled(ageColumn(), texts);
    expect(values).toEqual([45, 45, 1.5, 1.5, 90, 58, null, null, null]);
    expect(notes?.join()).toMatch(/"-3" \(1\), "414Y" \(1\)/);
    expect(filled(ageColumn(','), ['45,5']).values).toEqual([45.5]);
  });

  test('views are known by how they begin', () => {
    const texts = [
      'AP',
      'AP SUPINE',
      'AP_horizontal',
      'ap axial',
      'PA',
      'PA erect',
      'LATERAL',
      'LL',
      'Left lateral',
    ];
    const expected = [...Array(4).fill('AP'), ...Array(2).fill('PA'), ...Array(3).fill('lateral')];
    expect(filled(viewColumn(), texts).values).toEqual(expected);
    expect(filled(viewColumn(), ['AP', 'APPLE', 'COSTAL', 'LLD']).values).toEqual(['AP', null, null, null]);
  });

  test('a row that mentions nothing has a finding by the labeller’s rule, or says nothing, with a note', () => {
    const reading = { uncertain: 'zeros', unmentioned: 'missing' } as const;
    const reader = abnormalReader(reading);
    const texts = (noFinding: string, finding: string) => reader.of([noFinding, '', finding, '']);
    expect(texts('1.0', '')).toBe('no finding');
    expect([texts('', '1.0'), texts('', '-1.0'), texts('0.0', ''), texts('0', '0')]).toEqual(
      Array(4).fill('finding'),
    );
    expect([texts('', ''), texts('', '0.0'), texts('nan', 'nan')]).toEqual(['', '', '']);
    expect(reader.notes()).toEqual([
      '3 rows mention nothing, not even No Finding: abnormal is missing there.',
    ]);
    const usual = abnormalReader({ ...reading, unmentioned: 'negative' });
    expect([usual.of(['', '', '']), usual.of(['1', '', ''])]).toEqual(['finding', 'no finding']);
    expect(usual.notes().join()).toMatch(/^1 rows mention nothing.*"finding" there/);
    expect(filled(abnormalColumn(), ['']).values).toEqual([null]);
  });
});

const PADCHEST = 'ImageID,ImageDir,StudyDate_DICOM,PatientID,PatientBirth,PatientSex_DICOM,Projection,Labels';
/** Labels of PadChest rows by number, and which of them have a file. */
async function padchest(labels: readonly string[], has: (i: number) => boolean, options = {}, nested = true) {
  const root = scratch();
  const rows = labels.map((text, i) => `${i}.png,${i % 3},20140915,p${i},1950.0,M,PA,"${text}"`);
  writeFileSync(join(root, 't.csv'), [PADCHEST, ...rows].join('\n'));
  for (let i = 0; i < labels.length; i++)
    if (has(i)) await writePng(root, nested ? `${i % 3}/${i}.png` : `${i}.png`, i);
  const given = { table: 't.csv', images: '.', image: { size: 8 }, cache: false, workers: 1, ...options };
  return open('padchest', given, root);
}

describe('padchest', () => {
  const labels = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => ["['normal']", "['pleural effusion', 'nodule']", '', 'nan', '[]'][i % 5]!,
    );

  test('a row without labels is neither abnormal nor negative', async () => {
    const dataset = await padchest(labels(10), () => true);
    expect(cellCounts(dataset, ['abnormal'])).toEqual({ 'no finding': 2, finding: 2 });
    expect(cellCounts(dataset, ['pleural effusion'])).toEqual({ negative: 2, positive: 2 });
  });

  test('names are read whatever their case and blanks; two normals are normal', async () => {
    const odd = ["[' pleural effusion', 'Cardiomegaly ']", "['normal', 'normal']", "['NORMAL']"];
    const dataset = await padchest(odd, () => true);
    expect(valuesOf(dataset.table, 'abnormal')).toEqual(['finding', 'no finding', 'no finding']);
    expect(valuesOf(dataset.table, 'pleural effusion')).toEqual(['positive', 'negative', 'negative']);
    expect(valuesOf(dataset.table, 'cardiomegaly')).toEqual(['positive', 'negative', 'negative']);
  });

  test.each([true, false])(
    'one missing file, even the first, costs its own row (nested: %s)',
    async (nested) => {
      for (const missing of [0, 7]) {
        const dataset = await padchest(
          labels(20),
          (i) => i !== missing,
          { problems: { tolerance: 0.05 } },
          nested,
        );
        expect(dataset.table.length).toBe(19);
        expect(inspectionOf(dataset)!.problems).toHaveLength(1);
      }
    },
  );

  test('a finding that no row lists is an error that suggests another', async () => {
    await expect(padchest(labels(5), () => true, { findings: ['plural effusion'] })).rejects.toThrow(
      /E_UNKNOWN_VALUE: findings: no row of the table lists "plural effusion"\. Did you mean "pleural effusion"/,
    );
  });
});

test('mimic-cxr joins ids that are floats in one table, and says who has no row in another', async () => {
  const root = scratch();
  const blanks = ','.repeat(CHEXPERT_FINDINGS.length - 1);
  const table = (name: string, ...lines: string[]) => writeFileSync(join(root, name), lines.join('\n'));
  table(
    'metadata.csv',
    'dicom_id,subject_id,study_id,ViewPosition,StudyDate',
    'aa,10000032.0,50000000,PA,21800506',
    'bb,10000033.0,50000001.0,AP SUPINE,21800506',
  );
  table(
    'labels.csv',
    `subject_id,study_id,${CHEXPERT_FINDINGS.join(',')}`,
    `10000032,50000000,1.0${blanks}`,
    `10000033,50000001${blanks},1.0`,
  );
  table('patients.csv', 'subject_id,gender,anchor_age,anchor_year', '10000032,F,52,2180');
  for (const path of ['p10000032/s50000000/aa', 'p10000033/s50000001/bb'])
    await writePng(root, `files/p10/${path}.jpg`, 9);
  const options = { metadata: 'metadata.csv', labels: 'labels.csv', patients: 'patients.csv', images: '.' };
  const dataset = await open('mimic-cxr', { ...options, image: { size: 8 }, cache: false, workers: 1 }, root);
  expect(dataset.table.patientIds).toEqual(['10000032', '10000033']);
  expect(valuesOf(dataset.table, 'sex')).toEqual(['F', null]);
  expect(valuesOf(dataset.table, 'view')).toEqual(['PA', 'AP']);
  expect(inspectionOf(dataset)!.notes).toContain('1 images are of patients without a row in patients.csv.');
});

test('nih: an image without labels is neither abnormal nor free of findings', async () => {
  const root = scratch();
  const header = 'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position';
  const rows = ['a.png,Mass|Effusion,0,1,57,M,PA', 'b.png,No Finding,0,2,058Y,F,AP', 'c.png,,0,3,60,M,AP'];
  writeFileSync(join(root, 't.csv'), [header, ...rows].join('\n'));
  for (const [i, name] of ['a', 'b', 'c'].entries()) await writePng(root, `${name}.png`, i);
  const options = { table: 't.csv', images: '.', image: { size: 8 }, cache: false, workers: 1 };
  const { table } = await open('nih', options, root);
  expect(valuesOf(table, 'abnormal')).toEqual(['finding', 'no finding', null]);
  expect(valuesOf(table, 'Mass')).toEqual(['positive', 'negative', null]);
});
