import { defineDataset, isMimmxError, option, options, renamed } from '@mimmx/core';
import {
  type ColumnBuilder,
  confine,
  createWorkerPool,
  inferredColumn,
  moduleBeside,
  OLD_FILE_OPTIONS,
  stopIfMachine,
} from '@mimmx/data/files';
import { z } from 'zod';
import type { DicomDescription } from '../decode/dicom/describe.ts';
import { DICOM_COLUMNS, type DicomColumn } from '../decode/dicom/dicom-columns.ts';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions } from '../options.ts';
import { collect } from './collect.ts';
import { ageColumn, sexColumn, viewColumn } from './demographics.ts';
import { createSurvey, isNamedAsImage } from './dicom-survey.ts';
import { filesBelow } from './folder-files.ts';
import { labelsSchema, readLabels } from './label-table.ts';

const schema = renamed(
  options({
    ...fileOptions,
    modalities: option(z.array(z.string()).min(1), {
      default: ['CR', 'DX', 'RG'],
      description: 'Modalities to use; others in the folder are passed over.',
    }),
    patient: option(z.enum(['id', 'study']), {
      default: 'id',
      description:
        "What tells patients apart: the patient's `id` (the study where it is absent), or the `study` alone, for exports that wrote one ID into every file. Then one person's studies may stand on both sides of a split.",
    }),
    labels: option(labelsSchema, {
      absent: 'the headers’ columns alone',
      description:
        'A table of labels: its columns join those of the headers, and stand in their place where the names are equal.',
    }),
    licence: option(z.string(), { default: 'Not stated.', description: 'Terms of use, for the report.' }),
  }),
  OLD_FILE_OPTIONS,
);

export type XrayDicomOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    'xray-dicom': XrayDicomOptions;
  }
}

const DECODER = moduleBeside(import.meta.url, '../decode/decoder.ts', './xray-decoder.js');
const KNOWN: Partial<Record<DicomColumn, () => ColumnBuilder>> = {
  sex: sexColumn,
  age: ageColumn,
  view: viewColumn,
};

/**
 * A folder of DICOM radiographs, at any depth. Columns come from the headers: modality, manufacturer, model, view, sex,
 * age and technical ones. Patients and sites are numbered in the order of their files (patient-1, site-1): no name,
 * birth date or institution is kept, logged or cached.
 */
export const xrayDicom = defineDataset({
  name: 'xray-dicom',
  summary: 'A folder of DICOM radiographs; header tags become columns.',
  source: 'ours',
  options: schema,
  async create(context, given) {
    const quarantine = quarantineOf(context, given);
    const confinement = confine(fromRoot(context, given.images));
    const files = filesBelow(
      confinement.root,
      (name) => !/\.(?:csv|tsv|txt|json|md|xml|pdf)$|^(?:\.|DICOMDIR)/i.test(name),
    );
    const labels = given.labels && (await readLabels(given.labels, context, { ...given, quarantine }));
    const labelled = labels?.columns ?? [];
    const names = [...(Object.keys(DICOM_COLUMNS) as DicomColumn[]), 'site' as const].filter(
      (name) => !labelled.includes(name),
    );
    const builderOf = (name: string): ColumnBuilder =>
      KNOWN[name as DicomColumn]?.() ?? inferredColumn({ decimal: given.decimal });
    const columns = [...names, ...labelled].map((name) => [name, builderOf(name)] as const);
    const rows = collect('folder', quarantine, columns, given);
    const patients = new Map<string, string>();
    const sites = new Map<string, string>();
    const numbered = (known: Map<string, string>, secret: string, kind: string): string => {
      const name = known.get(secret) ?? `${kind}-${known.size + 1}`;
      known.set(secret, name);
      return name;
    };
    const pool = createWorkerPool(given.workers ? { workers: given.workers } : {});
    const survey = createSurvey();
    let unlabelled = 0;
    let rowsRead = 0;
    const headers = files.map(async (file) => {
      const { path } = confinement.file(file);
      return (
        await pool.run<DicomDescription | null>({ module: DECODER, name: 'describe', path, options: null })
      ).value;
    });
    for (const header of headers) header.catch(() => {});
    try {
      for (const [i, file] of files.entries()) {
        rowsRead++;
        try {
          const header = await headers[i]!;
          if (!header) {
            if (isNamedAsImage(file)) throw new Error('not a DICOM file');
            survey.notDicom(file);
            rowsRead--;
            continue;
          }
          const { site, links, columns: values } = header;
          const patient = given.patient === 'study' ? links.study : header.patient;
          if (!given.modalities.includes(values.modality ?? '')) {
            survey.otherModality(values.modality ?? '');
            rowsRead--;
            continue;
          }
          if (!header.pixels) throw new Error('DICOM without pixel data');
          if (patient === null)
            throw new Error('neither patient nor study is identified, so it cannot be split');
          survey.image(given.patient === 'study' ? { ...header, identified: false } : header);
          const identity = { id: file, patient: numbered(patients, patient, 'patient'), file, line: null };
          const place = site === null ? '' : numbered(sites, site, 'site');
          const key = labels && { ...links, path: file, patient: header.patient }[labels.by];
          const label = key ? labels.find(key) : undefined;
          if (labels && !label) unlabelled++;
          rows.add(identity, [
            ...names.map((name) => (name === 'site' ? place : (values[name] ?? ''))),
            ...(label ?? labelled.map(() => '')),
          ]);
        } catch (error) {
          stopIfMachine(error);
          if (isMimmxError(error) && error.code !== 'E_PATH') throw error;
          quarantine.add({
            file,
            line: null,
            reason: error instanceof Error ? error.message : 'not readable',
          });
        }
      }
    } finally {
      await pool.close();
    }
    survey.check();
    const made = rows.done();
    const notes = [
      ...made.notes,
      ...survey.notes(),
      ...(labels && labels.unused > 0
        ? [`${labels.unused} rows of the table of labels belong to no image.`]
        : []),
      ...(unlabelled > 0 ? [`${unlabelled} images have no row in the table of labels.`] : []),
    ];
    return openFiles({ ...made, rowsRead, notes }, quarantine, given, context, {
      licence: given.licence,
    });
  },
});
