import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valuesOf, writePng } from '../images.ts';
import { open, scratch } from '../open.ts';

test('nih reads the original table with its odd header, and images spread over folders', async () => {
  const root = scratch();
  const header =
    'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],';
  const rows = [
    '00000001_000.png,Cardiomegaly,0,1,058Y,M,PA,2682,2749,0.143,0.143,',
    '00000001_001.png,Cardiomegaly|Emphysema,1,1,58,M,PA,2894,2729,0.143,0.143,',
    '00000002_000.png,No Finding,0,2,412,F,AP,2500,2048,0.171,0.171,',
  ];
  writeFileSync(join(root, 'Data_Entry_2017.csv'), [header, ...rows].join('\r\n'));
  await writePng(root, 'images_001/images/00000001_000.png', 10);
  await writePng(root, 'images_001/images/00000001_001.png', 20);
  await writePng(root, 'images_002/images/00000002_000.png', 30);
  const options = { table: 'Data_Entry_2017.csv', images: '.', image: { size: 16 }, cache: false };
  const dataset = await open('nih', options, root);
  expect(dataset.table.patientIds).toEqual(['1', '2']);
  expect(valuesOf(dataset.table, 'age')).toEqual([58, 58, null]);
  expect(valuesOf(dataset.table, 'Emphysema')).toEqual(['negative', 'positive', 'negative']);
  expect(valuesOf(dataset.table, 'abnormal')).toEqual(['finding', 'finding', 'no finding']);
  expect((await dataset.image(2))[0]).toBeCloseTo(30 / 255, 2);

  expect(dataset.licence).toMatch(/NIH Clinical Center/);
  const own = await open('nih', { ...options, licence: 'Internal use only.' }, root);
  expect([own.licence, own.citation]).toEqual(['Internal use only.', undefined]);
});
