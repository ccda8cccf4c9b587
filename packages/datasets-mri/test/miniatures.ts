import { writeFiles } from './fixtures/write-bids.ts';

const shape = [6, 5, 4];

/** UK Biobank's fields, and one volume for each person, as the docs assume. */
const writeBiobank = (root: string): void =>
  writeFiles(root, {
    'ukb.csv': 'eid,31-0.0,21003-2.0,path\n1000015,0,56,a.nii.gz\n1000027,1,71,b.nii.gz\n',
    '1000015_20252_2_0/T1/T1_brain.nii.gz': { shape },
    '1000027_20252_2_0/T1/T1_brain.nii.gz': { shape, first: 9 },
  });

/**
 * The files that the example of a page assumes, written below a folder.
 *
 * @returns rows that the example then has
 */
export const miniatures: Readonly<Record<string, (root: string) => number>> = {
  bids(root) {
    const image = (ses: string, acq = '') => `sub-01/ses-${ses}/anat/sub-01_ses-${ses}${acq}_T1w.nii.gz`;
    writeFiles(`${root}/ds000001`, {
      'participants.tsv': 'participant_id\tsex\tage\nsub-01\tF\t40\n',
      [image('01')]: { shape },
      [image('02')]: { shape },
      [image('03')]: { shape },
      [image('01', '_acq-fast')]: { shape },
    });
    return 2;
  },
  'bids slices'(root) {
    writeFiles(`${root}/lgg-bids`, {
      'participants.tsv': 'participant_id\tsex\nsub-01\tF\n',
      'slices.tsv': 'participant_id\tslice\ttumor\nsub-01\t0\t0\nsub-01\t1\t1\n',
      'sub-01/anat/sub-01_FLAIR.nii.gz': { shape },
    });
    return 4;
  },
  'mri-manifest'(root) {
    writeBiobank(root);
    return 2;
  },
  'mri-manifest NAKO'(root) {
    writeFiles(root, {
      'nako.csv':
        'scan;ID;path;basis_sex;basis_age\ns1;10;10/a.nii.gz;1;44,5\ns2;10;10/b.nii.gz;1;-99\ns3;11;11/a.nii.gz;2;61,25\n',
    });
    writeFiles(root, {
      'nako/10/a.nii.gz': { shape },
      'nako/10/b.nii.gz': { shape },
      'nako/11/a.nii.gz': { shape },
    });
    return 3;
  },
  'mri-joined'(root) {
    writeFiles(`${root}/nako`, {
      'participants.tsv': 'participant_id\tsex\nsub-01\tF\n',
      'sub-01/anat/sub-01_T1w.nii.gz': { shape },
    });
    writeFiles(root, {
      'ukb.csv': 'id,sex,path\n1000015,M,a.nii.gz\n1000027,F,b.nii.gz\n',
      'a.nii.gz': { shape },
      'b.nii.gz': { shape },
    });
    return 3;
  },
  'brain-phantom': () => 2000,
};
