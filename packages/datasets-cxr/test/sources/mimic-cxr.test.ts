import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { inspectionOf } from '@mimmx/data/files';
import { expect, test } from 'vitest';
import { CHEXPERT_FINDINGS } from '../../src/sources/findings.ts';
import { valuesOf, writePng } from '../images.ts';
import { open, scratch } from '../open.ts';

test('mimic-cxr joins its tables by image, study and patient', async () => {
  const root = scratch();
  const write = (name: string, lines: string[]) =>
    writeFileSync(join(root, `${name}.csv.gz`), gzipSync(lines.join('\n')));
  write('metadata', [
    'dicom_id,subject_id,study_id,ViewPosition,Rows,Columns,StudyDate,StudyTime',
    'aa,10000032,50414267,PA,3056,2544,21800506,213014.531',
    'bb,10000032,50414267,LATERAL,3056,2544,21800506,213014.531',
    'cc,10000764,57375967,AP,3056,2544,21321015,1',
    'dd,10000764,59999999,AP,1,1,21321015,1',
  ]);
  const finding = (present: string) =>
    CHEXPERT_FINDINGS.map((name) => (name === present ? '1.0' : '')).join(',');
  write('chexpert', [
    `subject_id,study_id,${CHEXPERT_FINDINGS.join(',')}`,
    `10000032,50414267,${finding('No Finding')}`,
    `10000764,57375967,${finding('Edema')}`,
  ]);
  write('split', ['dicom_id,study_id,subject_id,split', 'aa,1,1,train', 'bb,1,1,train', 'cc,1,1,test']);
  write('patients', [
    'subject_id,gender,anchor_age,anchor_year,anchor_year_group,dod',
    '10000032,F,52,2180,2014 - 2016,2180-09-09',
    '10000764,M,86,2130,2014 - 2016,',
  ]);
  write('admissions', ['subject_id,hadm_id,race', '10000032,1,WHITE', '10000764,2,', '10000764,3,ASIAN']);
  for (const [i, path] of [
    'p10000032/s50414267/aa',
    'p10000032/s50414267/bb',
    'p10000764/s57375967/cc',
  ].entries()) {
    await writePng(root, `files/p10/${path}.jpg`, 50 * (i + 1));
  }

  const dataset = await open(
    'mimic-cxr',
    {
      images: '.',
      metadata: 'metadata.csv.gz',
      labels: 'chexpert.csv.gz',
      split: 'split.csv.gz',
      patients: 'patients.csv.gz',
      admissions: 'admissions.csv.gz',
      image: { size: 16 },
      cache: false,
    },
    root,
  );
  const { table } = dataset;
  expect(table.ids).toEqual(['aa', 'bb', 'cc']);
  expect(table.patientIds).toEqual(['10000032', '10000764']);
  expect(valuesOf(table, 'view')).toEqual(['PA', 'lateral', 'AP']);
  expect(valuesOf(table, 'sex')).toEqual(['F', 'F', 'M']);
  // Anchor age plus the years between anchor and study.
  expect(valuesOf(table, 'age')).toEqual([52, 52, 88]);
  expect(valuesOf(table, 'race')).toEqual(['WHITE', 'WHITE', 'ASIAN']);
  expect(valuesOf(table, 'split')).toEqual(['train', 'train', 'test']);
  expect(valuesOf(table, 'Edema')).toEqual(['negative', 'negative', 'positive']);
  expect(valuesOf(table, 'abnormal')).toEqual(['no finding', 'no finding', 'finding']);
  expect((await dataset.image(2))[9]).toBeCloseTo(150 / 255, 2);
  expect(inspectionOf(dataset)?.notes).toEqual([
    '1 images belong to studies without labels and are not used.',
  ]);
});
