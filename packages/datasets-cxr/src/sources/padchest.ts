import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineDataset, option, options } from '@mimmx/core';
import { categoricalColumn, indexHeader, readRecords, wholeNumber } from '@mimmx/data/files';
import { z } from 'zod';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions, licenceOption, termsOf } from '../options.ts';
import { collect } from './collect.ts';
import { abnormalColumn, ageColumn, sexColumn, viewColumn } from './demographics.ts';
import { listedFindings } from './findings.ts';

/** Labels that become columns if none are named. */
const USUAL = [
  'cardiomegaly',
  'pleural effusion',
  'pneumonia',
  'atelectasis',
  'pneumothorax',
  'nodule',
  'pacemaker',
];

const schema = options({
  ...fileOptions,
  licence: licenceOption,
  table: option(z.string(), { description: '`PADCHEST_chest_x_ray_images_labels_160K_01.02.19.csv(.gz)`.' }),
  findings: option(z.array(z.string()).min(1), {
    default: USUAL,
    description: 'Labels that become columns, as the table writes them.',
  }),
});

export type PadchestOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    padchest: PadchestOptions;
  }
}

/** The names in a list as Python prints it: `['pleural effusion', 'cardiomegaly']`. */
export const pythonList = (text: string): string[] =>
  [...text.matchAll(/'([^']*)'|"([^"]*)"/g)]
    .map((match) => (match[1] ?? match[2] ?? '').trim())
    .filter(Boolean);

/**
 * PadChest. Columns: sex, age, view, abnormal, method (how the label was made), manufacturer and the chosen findings.
 * Reports and birth years are not kept.
 */
export const padchest = defineDataset({
  name: 'padchest',
  summary: 'PadChest: the table of 160,000 labelled images with its PNGs.',
  source: 'Bustos et al., Medical Image Analysis 2020, arXiv:1901.07441',
  options: schema,
  async create(context, given) {
    const quarantine = quarantineOf(context, given);
    const file = basename(given.table);
    const root = fromRoot(context, given.images);
    const columns = [
      ['sex', sexColumn()],
      ['age', ageColumn(given.decimal)],
      ['view', viewColumn()],
      ['abnormal', abnormalColumn()],
      ['method', categoricalColumn()],
      ['manufacturer', categoricalColumn()],
      ['findings', listedFindings(given.findings, pythonList, USUAL)],
    ] as const;
    const rows = collect(file, quarantine, columns, given);
    // Whether the images of a numbered folder lie in it, or all images in one.
    const nested = new Map<string, boolean>();
    const isNested = (folder: string): boolean => {
      const known = nested.get(folder) ?? existsSync(join(root, folder));
      nested.set(folder, known);
      return known;
    };
    const rowsRead = await readRecords(fromRoot(context, given.table), { ...given, quarantine }, (header) => {
      const at = indexHeader(given.table, header);
      const [image, folder, patient, labels] = [
        at.required('ImageID'),
        at.required('ImageDir'),
        at.required('PatientID'),
        at.required('Labels'),
      ];
      const [sex, birth, date, view] = [
        at.required('PatientSex_DICOM'),
        at.required('PatientBirth'),
        at.required('StudyDate_DICOM'),
        at.required('Projection'),
      ];
      const [method, manufacturer] = [at.optional('MethodLabel'), at.optional('Manufacturer_DICOM')];
      return (fields, line) => {
        const id = fields[image]!.trim();
        const place = wholeNumber(fields[folder]!.trim()) ?? '';
        const where = place !== '' && id !== '' && isNested(place) ? `${place}/${id}` : id;
        const listed = pythonList(fields[labels]!).map((name) => name.toLowerCase());
        const abnormal = listed.every((name) => name === 'normal') ? 'no finding' : 'finding';
        const years = Number(fields[date]!.slice(0, 4)) - Number(fields[birth]);
        rows.add({ id, patient: fields[patient]!, file: where, line }, [
          fields[sex]!,
          Number.isFinite(years) && fields[birth] !== '' ? String(years) : '',
          fields[view]!,
          listed.length === 0 ? '' : abnormal,
          fields[method] ?? '',
          fields[manufacturer] ?? '',
          fields[labels]!,
        ]);
      };
    });
    return openFiles(
      { ...rows.done(), rowsRead },
      quarantine,
      given,
      context,
      termsOf(given.licence, {
        licence: 'PadChest Dataset Research Use Agreement (BIMCV).',
        citation:
          'Bustos et al. PadChest: A large chest x-ray image dataset with multi-label annotated reports. Medical Image Analysis 2020.',
      }),
    );
  },
});
