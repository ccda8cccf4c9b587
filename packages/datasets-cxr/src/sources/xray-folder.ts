import { basename } from 'node:path';
import { type Dataset, defineDataset, MimmxError, option, options } from '@mimmx/core';
import {
  type ColumnBuilder,
  categoricalColumn,
  indexHeader,
  inferredColumn,
  numberColumn,
  readRecords,
} from '@mimmx/data/files';
import { z } from 'zod';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions } from '../options.ts';
import { type Collector, collect } from './collect.ts';

const schema = options({
  ...fileOptions,
  table: option(z.string(), { description: 'CSV or TSV with one row per image.' }),
  path: option(z.string(), {
    default: 'path',
    description: "Column of the image's path, relative to `images`.",
  }),
  patient: option(z.string(), {
    default: 'patient',
    description: 'Column of the patient, who is never split.',
  }),
  id: option(z.string(), { absent: 'the path', description: "Column of the row's id." }),
  columns: option(z.record(z.string(), z.enum(['categorical', 'number'])), {
    default: {},
    description: 'Kind of columns that should not be guessed.',
  }),
  licence: option(z.string(), { default: 'Not stated.', description: 'Terms of use, for the report.' }),
});

export type XrayFolderOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    'xray-folder': XrayFolderOptions;
  }
}

const builderOf = (kind: 'categorical' | 'number' | undefined): ColumnBuilder =>
  kind === 'categorical' ? categoricalColumn() : kind === 'number' ? numberColumn() : inferredColumn();

/** Any folder of images with a table: every column of the table becomes a column, its kind guessed or declared. */
export const xrayFolder = defineDataset({
  name: 'xray-folder',
  summary: 'Any folder of JPEG, PNG or DICOM radiographs with a CSV table.',
  source: 'ours',
  options: schema,
  async create(context, given): Promise<Dataset> {
    const quarantine = quarantineOf(context, given);
    const file = basename(given.table);
    let collector: Collector | null = null;
    let names: readonly string[] = [];
    let rowsRead = 0;
    await readRecords(fromRoot(context, given.table), { quarantine }, (header) => {
      const at = indexHeader(given.table, header);
      const path = at.required(given.path);
      const patient = at.required(given.patient);
      const id = given.id === undefined ? path : at.required(given.id);
      for (const name of Object.keys(given.columns)) at.required(name);
      const others = header
        .map((_, i) => i)
        .filter((i) => ![path, patient, id].includes(i) && header[i] !== '');
      names = others.map((i) => header[i]!);
      const rows = collect(
        file,
        quarantine,
        Object.fromEntries(names.map((name) => [name, builderOf(given.columns[name])])),
      );
      collector = rows;
      return (fields, line) => {
        rowsRead++;
        const identity = { id: fields[id]!, patient: fields[patient]!.trim(), file: fields[path]!, line };
        if (identity.patient === '') return quarantine.add({ file, line, reason: 'no patient' });
        if (identity.id === '') return quarantine.add({ file, line, reason: 'no id' });
        rows.add(
          identity,
          others.map((i) => fields[i]!),
        );
      };
    });
    const manifest = (collector as Collector | null)?.done();
    if (!manifest) throw new MimmxError('E_TABLE', `Table ${file} has no rows. Add one row per image.`);
    const kept = Object.keys(manifest.table.columns);
    const dropped = names.filter((name) => !kept.includes(name));
    const notes = dropped.length > 0 ? [`Not kept, since every row differs: ${dropped.join(', ')}.`] : [];
    return openFiles({ ...manifest, rowsRead, notes }, quarantine, given, context, {
      licence: given.licence,
    });
  },
});
