import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonList } from '../../src/sources/padchest.ts';
import { valuesOf, writePng } from '../images.ts';
import { open, scratch } from '../open.ts';

test('padchest reads labels, sex, age and projection, and keeps no report', async () => {
  const root = scratch();
  const header =
    ',ImageID,ImageDir,StudyDate_DICOM,StudyID,PatientID,PatientBirth,PatientSex_DICOM,ViewPosition_DICOM,Projection,Manufacturer_DICOM,Report,MethodLabel,Labels';
  const rows = [
    `0,a.png,0,20140915,s1,p1,1930.0,F,POSTEROANTERIOR,PA,ImagingDynamicsCompanyLtd,sin hallazgos,Physician,['normal']`,
    `1,b.png,3,20140915,s2,p2,1960.0,M,LATERAL,L,PhilipsMedicalSystems,derrame,RNN_model,"['pleural effusion', 'cardiomegaly']"`,
    `2,c.png,3,20140915,s3,p2,,O,AP,AP_horizontal,,derrame,RNN_model,"['copd signs', 'pleural effusion']"`,
  ];
  writeFileSync(join(root, 'labels.csv'), [header, ...rows].join('\n'));
  for (const [i, path] of ['0/a.png', '3/b.png', '3/c.png'].entries()) await writePng(root, path, 60 * i);
  const dataset = await open(
    'padchest',
    { table: 'labels.csv', images: '.', image: { size: 16 }, cache: false },
    root,
  );
  const { table } = dataset;
  expect(table.patientIds).toEqual(['p1', 'p2']);
  expect(valuesOf(table, 'sex')).toEqual(['F', 'M', null]);
  expect(valuesOf(table, 'age')).toEqual([84, 54, null]);
  expect(valuesOf(table, 'view')).toEqual(['PA', 'lateral', 'AP']);
  expect(valuesOf(table, 'abnormal')).toEqual(['no finding', 'finding', 'finding']);
  expect(valuesOf(table, 'pleural effusion')).toEqual(['negative', 'positive', 'positive']);
  expect(valuesOf(table, 'cardiomegaly')).toEqual(['negative', 'positive', 'negative']);
  expect(JSON.stringify(table)).not.toMatch(/hallazgos|derrame|1930|20140915/);
  expect((await dataset.image(1))[0]).toBeCloseTo(60 / 255, 2);
});

test('python’s lists are read', () => {
  expect(pythonList(`['a b', "it's", '']`)).toEqual(['a b', "it's"]);
  expect(pythonList('[]')).toEqual([]);
});
