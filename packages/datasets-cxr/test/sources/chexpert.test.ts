import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { patientInPath } from '../../src/sources/chexpert.ts';
import { valuesOf, writePng } from '../images.ts';
import { open, scratch } from '../open.ts';

const HEADER =
  'Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,Fracture,Support Devices';
const rows = [
  'CheXpert/train/patient00001/study1/view1_frontal.jpg,Female,68,Frontal,AP,1.0,,,,,,,,,0.0,,,,1.0',
  'CheXpert/train/patient00002/study2/view1_frontal.jpg,Female,87,Frontal,PA,,,-1.0,1.0,,-1.0,-1.0,,-1.0,,-1.0,,1.0,',
  'CheXpert/train/patient00002/study1/view2_lateral.jpg,Unknown,0,Lateral,,,,,1.0,,,,,,,1.0,,,',
];
const image = { size: 16 };

describe('chexpert', () => {
  const root = scratch();
  beforeAll(async () => {
    writeFileSync(join(root, 'train.csv'), [HEADER, ...rows].join('\n'));
    writeFileSync(
      join(root, 'valid.csv'),
      [HEADER, rows[0]!.replace('patient00001', 'patient00009')].join('\n'),
    );
    for (const [i, row] of [...rows, rows[0]!.replace('patient00001', 'patient00009')].entries()) {
      await writePng(root, row.split(',')[0]!, 40 * i);
    }
  });
  const table = async (options = {}) => {
    const all = { table: 'train.csv', images: '.', image, cache: false, ...options };
    return (await open('chexpert', all, root)).table;
  };

  test('reads demographics, view and patients', async () => {
    const read = await table();
    expect(read.patientIds).toEqual(['patient00001', 'patient00002']);
    expect([...read.patients]).toEqual([0, 1, 1]);
    expect(valuesOf(read, 'sex')).toEqual(['F', 'F', null]);
    expect(valuesOf(read, 'age')).toEqual([68, 87, 0]);
    expect(valuesOf(read, 'view')).toEqual(['AP', 'PA', 'lateral']);
    expect(valuesOf(read, 'abnormal')).toEqual(['no finding', 'finding', 'finding']);
  });

  test.each([
    ['zeros', ['negative', 'negative', 'positive']],
    ['ones', ['negative', 'positive', 'positive']],
    ['ignore', ['negative', null, 'positive']],
    ['multi-class', ['negative', 'uncertain', 'positive']],
  ])('reads uncertain mentions as %s', async (uncertain, expected) => {
    expect(valuesOf(await table({ uncertain }), 'Pleural Effusion')).toEqual(expected);
  });

  test('reads blanks as negative or missing', async () => {
    expect(valuesOf(await table(), 'Pneumothorax')).toEqual(['negative', 'negative', 'negative']);
    expect(valuesOf(await table({ unmentioned: 'missing' }), 'Pneumothorax')).toEqual([
      'negative',
      null,
      null,
    ]);
  });

  test('joins several tables, with the split as a column', async () => {
    const read = await table({ table: ['train.csv', 'valid.csv'] });
    expect(valuesOf(read, 'split')).toEqual(['train', 'train', 'train', 'valid']);
  });

  test('gives the pixels of its images, 0 to 1', async () => {
    const dataset = await open('chexpert', { table: 'train.csv', images: '.', image, cache: false }, root);
    expect(dataset.shape).toEqual([16, 16, 1]);
    expect((await dataset.image(2))[100]).toBeCloseTo(80 / 255, 2);
  });

  test('says which column a wrong table lacks', async () => {
    writeFileSync(join(root, 'wrong.csv'), 'Image,Sex\nx,F\n');
    await expect(table({ table: 'wrong.csv' })).rejects.toThrow(
      /E_TABLE: Table wrong\.csv has no column "Path".*Image, Sex/,
    );
  });
});

test('paths name patient and study', () => {
  expect(patientInPath('CheXpert-v1.0-small/valid/patient64541/study12/view1_frontal.jpg')).toEqual({
    patient: 'patient64541',
    study: 'study12',
  });
  expect(patientInPath('nih/00000231_013.png')).toEqual({ patient: '231', study: '13' });
  expect(patientInPath('somewhere/else.png')).toBeNull();
});
