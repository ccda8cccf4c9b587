import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CHEXPERT_FINDINGS } from '../src/sources/findings.ts';
import { fixturePath } from './decode/fixture.ts';
import { writePng } from './images.ts';

const writeTable = (root: string, path: string, ...lines: readonly string[]): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const text = lines.join('\n');
  writeFileSync(join(root, path), path.endsWith('.gz') ? gzipSync(text) : text);
};

const writeImages = async (root: string, paths: readonly string[]): Promise<void> => {
  for (const [i, path] of paths.entries()) await writePng(root, path, 40 * i);
};

const blanks = ','.repeat(CHEXPERT_FINDINGS.length - 1);

/**
 * A few rows of each collection, laid out as its owners deliver it and as the docs assume: writes them below a folder
 * and returns how many there are.
 */
export const miniatures: Readonly<Record<string, (root: string) => Promise<number>>> = {
  async chexpert(root) {
    const header = `Path,Sex,Age,Frontal/Lateral,AP/PA,${CHEXPERT_FINDINGS.join(',')}`;
    const folder = 'CheXpert-v1.0-small';
    const train = `${folder}/train/patient00001/study1/view1_frontal.jpg`;
    const valid = `${folder}/valid/patient64541/study1/view1_frontal.jpg`;
    writeTable(root, `${folder}/train.csv`, header, `${train},Female,68,Frontal,AP,1.0${blanks}`);
    writeTable(root, `${folder}/valid.csv`, header, `${valid},Male,73,Frontal,PA,0.0${blanks}`);
    await writeImages(root, [train, valid]);
    return 2;
  },
  async nih(root) {
    writeTable(
      root,
      'Data_Entry_2017_v2020.csv',
      'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position',
      '00000001_000.png,Cardiomegaly|Effusion,0,1,57,M,PA',
      '00000002_000.png,No Finding,0,2,80,M,AP',
    );
    await writeImages(root, ['images_001/images/00000001_000.png', 'images_002/images/00000002_000.png']);
    return 2;
  },
  async 'mimic-cxr'(root) {
    const release = 'mimic-cxr-2.0.0';
    writeTable(
      root,
      `${release}-metadata.csv.gz`,
      'dicom_id,subject_id,study_id,ViewPosition,StudyDate',
      'aa,10000032,50414267,PA,21800506',
      'bb,10000764,57375967,AP,21321015',
    );
    writeTable(
      root,
      `${release}-chexpert.csv.gz`,
      `subject_id,study_id,${CHEXPERT_FINDINGS.join(',')}`,
      `10000032,50414267,1.0${blanks}`,
      `10000764,57375967${blanks},1.0`,
    );
    writeTable(root, `${release}-split.csv.gz`, 'dicom_id,split', 'aa,train', 'bb,test');
    writeTable(
      root,
      '../mimic-iv/patients.csv.gz',
      'subject_id,gender,anchor_age,anchor_year',
      '10000032,F,52,2180',
      '10000764,M,86,2132',
    );
    writeTable(root, '../mimic-iv/admissions.csv.gz', 'subject_id,race', '10000032,WHITE', '10000764,ASIAN');
    await writeImages(root, ['files/p10/p10000032/s50414267/aa.jpg', 'files/p10/p10000764/s57375967/bb.jpg']);
    return 2;
  },
  async padchest(root) {
    writeTable(
      root,
      'PADCHEST_chest_x_ray_images_labels_160K_01.02.19.csv.gz',
      'ImageID,ImageDir,StudyDate_DICOM,PatientID,PatientBirth,PatientSex_DICOM,Projection,Labels',
      `a.png,0,20140915,p1,1930.0,F,PA,['normal']`,
      `b.png,3,20140915,p2,1960.0,M,AP,"['pleural effusion', 'pacemaker']"`,
    );
    await writeImages(root, ['0/a.png', '3/b.png']);
    return 2;
  },
  async 'xray-folder'(root) {
    writeTable(
      root,
      'rows.csv',
      'path,patient,age,sex,hospital,pneumonia,grade',
      '2019/a.png,p1,44.5,F,north,0,1',
      '2020/b.png,p2,61.5,M,south,1,3',
    );
    await writeImages(root, ['images/2019/a.png', 'images/2020/b.png']);
    return 2;
  },
  async 'xray-dicom'(root) {
    mkdirSync(join(root, 'study/series'), { recursive: true });
    for (const name of ['mono2-12bit', 'mono1-14bit'])
      copyFileSync(fixturePath(`${name}.dcm`), join(root, 'study/series', name));
    return 2;
  },
  'chest-phantom': async () => 6000,
};
