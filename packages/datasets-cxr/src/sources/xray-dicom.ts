import { join } from 'node:path';
import { defineDataset, MimmxError } from '@mimmx/core';
import {
  type ColumnBuilder,
  confine,
  createWorkerPool,
  inferredColumn,
  moduleBeside,
} from '@mimmx/core/streaming';
import { z } from 'zod';
import type { DicomDescription } from '../decode/dicom/describe.ts';
import { DICOM_COLUMNS, type DicomColumn } from '../decode/dicom/dicom-columns.ts';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions } from '../options.ts';
import { collect } from './collect.ts';
import { ageColumn, sexColumn, viewColumn } from './demographics.ts';
import { filesBelow } from './folder-files.ts';
import { labelsSchema, readLabels } from './label-table.ts';
import { modalityOf } from './modality.ts';

const options = z.strictObject({
  ...fileOptions,
  /** Modalities to use; others in the folder are passed over. */
  modalities: z.array(z.string()).min(1).default(['CR', 'DX', 'RG']),
  /** A table of labels: its columns join those of the headers, and stand in their place where the names are equal. */
  labels: labelsSchema.optional(),
  /** Terms of use, for the report. */
  licence: z.string().default('Not stated.'),
});

export type XrayDicomOptions = z.input<typeof options>;

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

/** Names that DICOM files have: without an ending, with one of theirs, or ending in a UID. */
const DICOM_NAME = /(?:^|\/)[^./]+$|\.(?:dcm|dicom|dic|ima|\d+)$/i;

/** Whether a file of a folder is no radiograph by its name, so that it is passed over and no problem. */
const isStranger = (file: string, error: unknown): boolean =>
  error instanceof Error && /not a DICOM file/.test(error.message) && !DICOM_NAME.test(file);

/** Whether a file without pixels is of a modality that nobody asked for: a report, a presentation state. */
function isOther(path: string, error: unknown, modalities: readonly string[]): boolean {
  if (!(error instanceof Error && /without pixel data/.test(error.message))) return false;
  const modality = modalityOf(path);
  return modality !== null && !modalities.includes(modality);
}

/**
 * A folder of DICOM radiographs, at any depth. Columns come from the headers: modality, manufacturer, model, view, sex,
 * age and technical ones. Patients and sites are numbered in the order of their files (patient-1, site-1): no name,
 * birth date or institution is kept, logged or cached.
 */
export const xrayDicom = defineDataset({
  name: 'xray-dicom',
  summary: 'A folder of DICOM radiographs; header tags become columns.',
  source: 'ours',
  options,
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
    let other = 0;
    let unlabelled = 0;
    const strange: string[] = [];
    let rowsRead = 0;
    const headers = files.map(async (file) => {
      const { path } = confinement.file(file);
      return (await pool.run<DicomDescription>({ module: DECODER, name: 'describe', path, options: null }))
        .value;
    });
    for (const header of headers) header.catch(() => {});
    try {
      for (const [i, file] of files.entries()) {
        rowsRead++;
        try {
          const { patient, site, links, columns: values } = await headers[i]!;
          if (!given.modalities.includes(values.modality ?? '')) {
            other++;
            rowsRead--;
            continue;
          }
          if (patient === null)
            throw new Error('neither patient nor study is identified, so it cannot be split');
          const identity = { id: file, patient: numbered(patients, patient, 'patient'), file, line: null };
          const place = site === null ? '' : numbered(sites, site, 'site');
          const key = labels && { ...links, path: file, patient }[labels.by];
          const label = key ? labels.find(key) : undefined;
          if (labels && !label) unlabelled++;
          rows.add(identity, [
            ...names.map((name) => (name === 'site' ? place : (values[name] ?? ''))),
            ...(label ?? labelled.map(() => '')),
          ]);
        } catch (error) {
          if (error instanceof MimmxError && error.code !== 'E_PATH') throw error;
          if (isStranger(file, error)) {
            strange.push(file);
            rowsRead--;
            continue;
          }
          if (isOther(join(confinement.root, file), error, given.modalities)) {
            other++;
            rowsRead--;
            continue;
          }
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
    const made = rows.done();
    const shown = `${strange.slice(0, 3).join(', ')}${strange.length > 3 ? ', …' : ''}`;
    const notes = [
      ...made.notes,
      ...(strange.length > 0 ? [`${strange.length} files are no DICOM and are passed over: ${shown}.`] : []),
      ...(labels && labels.unused > 0
        ? [`${labels.unused} rows of the table of labels belong to no image.`]
        : []),
      ...(other > 0 ? [`${other} files of other modalities are passed over.`] : []),
      ...(unlabelled > 0 ? [`${unlabelled} images have no row in the table of labels.`] : []),
    ];
    return openFiles({ ...made, rowsRead, notes }, quarantine, given, context, {
      licence: given.licence,
    });
  },
});
