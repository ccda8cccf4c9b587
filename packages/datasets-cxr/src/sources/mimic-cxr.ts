import { basename } from 'node:path';
import { defineDataset, option, options } from '@mimmx/core';
import { categoricalColumn, indexHeader, type Quarantine, readRecords, wholeNumber } from '@mimmx/data/files';
import { z } from 'zod';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions, licenceOption, termsOf } from '../options.ts';
import { collect } from './collect.ts';
import { abnormalColumn, ageColumn, sexColumn, viewColumn } from './demographics.ts';
import { abnormalReader, CHEXPERT_FINDINGS, findingColumn, findingOptions } from './findings.ts';

const schema = options({
  ...fileOptions,
  licence: licenceOption,
  ...findingOptions,
  metadata: option(z.string(), { description: '`mimic-cxr-2.0.0-metadata.csv(.gz)`: the list of images.' }),
  labels: option(z.string(), { description: '`mimic-cxr-2.0.0-chexpert.csv(.gz)` or `…-negbio.csv(.gz)`.' }),
  split: option(z.string(), {
    absent: 'no column of splits',
    description: '`mimic-cxr-2.0.0-split.csv(.gz)`.',
  }),
  patients: option(z.string(), {
    absent: 'no column of sex or age',
    description: 'MIMIC-IV `patients.csv(.gz)`: sex, and age at the time of the image.',
  }),
  admissions: option(z.string(), {
    absent: 'no column of race',
    description: 'MIMIC-IV `admissions.csv(.gz)`: race, as at the first admission that says.',
  }),
  extension: option(z.enum(['.jpg', '.png', '.dcm']), {
    default: '.jpg',
    description: "Ending of the images' names.",
  }),
});

export type MimicCxrOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    'mimic-cxr': MimicCxrOptions;
  }
}

/** Reads a table into a map: the first row of a key that has any value wins. */
async function keyed(
  path: string,
  reading: { readonly quarantine: Quarantine; readonly delimiter?: string | undefined },
  key: string,
  columns: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  await readRecords(path, reading, (header) => {
    const at = indexHeader(path, header);
    const keyAt = at.required(key);
    const columnsAt = columns.map((name) => at.required(name));
    return (fields) => {
      const values = columnsAt.map((i) => fields[i]!);
      const name = idOf(fields[keyAt]!);
      if (!found.has(name) && values.some((value) => value !== '')) found.set(name, values);
    };
  });
  return found;
}

/** A number as the folders are called, also where a table was written from floats (`10000032.0`). */
const idOf = (text: string): string => wholeNumber(text.trim()) ?? text.trim();

/** Age when the image was taken: the anchor's, moved by the years between (both dates are shifted alike). */
function ageAt(studyDate: string, [, anchorAge, anchorYear]: readonly string[]): string {
  const age = Number(anchorAge) + Number(studyDate.slice(0, 4)) - Number(anchorYear);
  return Number.isFinite(age) && anchorAge ? String(age) : '';
}

/**
 * MIMIC-CXR, joined from its tables by image, study and patient. Columns: sex, age and race (where the tables are
 * given), view, abnormal, split and the 14 findings. No date is kept.
 */
export const mimicCxr = defineDataset({
  name: 'mimic-cxr',
  summary: 'MIMIC-CXR: metadata, labels, split and MIMIC-IV patients joined.',
  source: 'Johnson et al., Scientific Data 2019, doi:10.1038/s41597-019-0322-0',
  options: schema,
  async create(context, given) {
    const quarantine = quarantineOf(context, given);
    const at = (path: string) => fromRoot(context, path);
    const none = new Map<string, readonly string[]>();
    const read = (path: string | undefined, key: string, columns: readonly string[]) =>
      path === undefined
        ? Promise.resolve(none)
        : keyed(at(path), { quarantine, delimiter: given.delimiter }, key, columns);
    const labels = await read(given.labels, 'study_id', CHEXPERT_FINDINGS);
    const splits = await read(given.split, 'dicom_id', ['split']);
    const patients = await read(given.patients, 'subject_id', ['gender', 'anchor_age', 'anchor_year']);
    const races = await read(given.admissions, 'subject_id', ['race']);

    const file = basename(given.metadata);
    const columns = [
      ['view', viewColumn()],
      ['abnormal', abnormalColumn()],
      ...CHEXPERT_FINDINGS.map((name) => [name, findingColumn(given)] as const),
      ...(given.split ? [['split', categoricalColumn()] as const] : []),
      ...(given.patients
        ? ([
            ['sex', sexColumn()],
            ['age', ageColumn(given.decimal)],
          ] as const)
        : []),
      ...(given.admissions ? [['race', categoricalColumn()] as const] : []),
    ] as const;
    const abnormal = abnormalReader(given);
    const rows = collect(file, quarantine, columns, given);
    let [unlabelled, unsplit, nobody] = [0, 0, 0];
    const listed = await readRecords(at(given.metadata), { ...given, quarantine }, (header) => {
      const column = indexHeader(given.metadata, header);
      const [dicom, subject, study, view, date] = [
        column.required('dicom_id'),
        column.required('subject_id'),
        column.required('study_id'),
        column.required('ViewPosition'),
        column.required('StudyDate'),
      ];
      return (fields, line) => {
        const [id, patient, of] = [fields[dicom]!.trim(), idOf(fields[subject]!), idOf(fields[study]!)];
        const label = labels.get(of);
        if (!label) {
          unlabelled++;
          return;
        }
        const path = `files/p${patient.slice(0, 2)}/p${patient}/s${of}/${id}${given.extension}`;
        const person = patients.get(patient);
        if (given.patients && !person) nobody++;
        if (given.split && !splits.has(id)) unsplit++;
        rows.add({ id, patient, file: path, line }, [
          fields[view]!,
          abnormal.of(label),
          ...label,
          ...(given.split ? [splits.get(id)?.[0] ?? ''] : []),
          ...(given.patients ? [person?.[0] ?? '', person ? ageAt(fields[date]!, person) : ''] : []),
          ...(given.admissions ? [races.get(patient)?.[0] ?? ''] : []),
        ]);
      };
    });
    const made = rows.done();
    const notes = [
      ...made.notes,
      ...abnormal.notes(),
      ...(unlabelled > 0 ? [`${unlabelled} images belong to studies without labels and are not used.`] : []),
      ...(nobody > 0
        ? [`${nobody} images are of patients without a row in ${basename(given.patients!)}.`]
        : []),
      ...(unsplit > 0 ? [`${unsplit} images have no row in ${basename(given.split!)}.`] : []),
    ];
    return openFiles(
      { ...made, rowsRead: listed - unlabelled, notes },
      quarantine,
      given,
      context,
      termsOf(given.licence, {
        licence: 'PhysioNet Credentialed Health Data License 1.5.0.',
        citation:
          'Johnson et al. MIMIC-CXR, a de-identified publicly available database of chest radiographs with free-text reports. Scientific Data 2019.',
      }),
    );
  },
});
