import { basename, dirname, resolve } from 'node:path';
import { defineDataset, MimmxError, option, options, renamed } from '@mimmx/core';
import {
  type ColumnsBuilder,
  columnsOf,
  confine,
  createRows,
  indexHeader,
  mergeRepeats,
  OLD_FILE_OPTIONS,
  openJoins,
  pathPattern,
  readRecords,
} from '@mimmx/data/files';
import { z } from 'zod';
import { openVolumes, quarantineOf } from './open-volumes.ts';
import { volumeFields } from './volume-options.ts';

const manifestSchema = renamed(
  options({
    table: option(z.string(), {
      description: 'CSV, TSV (plain or .gz), .xlsx or Parquet, relative to the config file.',
    }),
    images: option(z.string(), {
      absent: "the table's",
      description: "Folder that the images' paths start from, relative to the config file.",
    }),
    id: option(z.string(), { default: 'id', description: 'Column that names the image uniquely.' }),
    patient: option(z.string(), { absent: 'the id', description: 'Column of the patient.' }),
    path: option(z.string(), {
      default: 'path',
      description:
        "Column of the image's path, or a path with columns in braces: `'{eid}/T1/T1_brain.nii.gz'`.",
    }),
    licence: option(z.string(), { default: 'not stated', description: 'Terms of use, for the report.' }),
    citation: option(z.string(), { absent: 'none', description: 'How to cite the data, for the report.' }),
    ...volumeFields,
  }),
  { ...OLD_FILE_OPTIONS, root: 'images', file: 'path' },
);

declare module '@mimmx/core' {
  interface DatasetOptions {
    'mri-manifest': z.input<typeof manifestSchema>;
  }
}

/**
 * Images listed in a table, one row each: the form of cohort studies such as UK Biobank (`eid`, fields as `31-0.0`) and
 * NAKO (semicolons, decimal commas).
 *
 * @example
 * registry.create('dataset', 'mri-manifest', { root: '.', seed: 0 }, {
 *   table: 'ukb.csv',
 *   id: 'eid',
 *   path: '{eid}_20252_2_0/T1/T1_brain.nii.gz',
 *   columns: { sex: { from: '31-0.0', labels: { 0: 'F', 1: 'M' } }, age: { from: '21003-2.0', kind: 'number' } },
 * });
 */
export const mriManifest = defineDataset({
  name: 'mri-manifest',
  summary: 'Brain MRI listed in a CSV or TSV table (UK Biobank- and NAKO-style); volumes or slices',
  source: 'ours',
  options: manifestSchema,
  async create(context, options) {
    const table = resolve(context.root, options.table);
    const root = confine(
      options.images === undefined ? dirname(table) : resolve(context.root, options.images),
    ).root;
    const quarantine = quarantineOf(options, context);
    const rows = createRows(options.table, quarantine);
    const joins = await openJoins(options.joins, context.root, quarantine);
    let builder: ColumnsBuilder | undefined;
    const { delimiter, decimal, sheet } = options;
    const records = await readRecords(table, { quarantine, delimiter, decimal, sheet }, (header) => {
      const index = indexHeader(table, header);
      const id = index.required(options.id);
      const patient = options.patient === undefined ? id : index.required(options.patient);
      const file = pathPattern(options.path, index.required);
      const matches = options.joins.map(({ match }) =>
        match === undefined ? patient : index.required(match),
      );
      const skip = [id, patient, ...file.columns];
      builder = columnsOf({ header, columns: options.columns, skip, table: options, owner: options.table });
      return (fields, line) => {
        const row = {
          id: fields[id]!.trim(),
          patient: fields[patient]!.trim(),
          file: file.path(fields),
          line,
        };
        if (row.id === '' || row.patient === '' || row.file === '') {
          quarantine.add({ file: options.table, line, reason: 'no id, patient or path' });
        } else if (rows.add(row)) {
          builder?.push(fields);
          joins.push(matches.map((at) => fields[at]!));
        }
      };
    });
    if (records === 0)
      throw new MimmxError('E_NO_IMAGES', `Table ${options.table} has no row below its header.`);
    quarantine.expect(records);
    quarantine.check();
    const own = builder?.done();
    const joined = joins.done({ table: basename(options.table), columns: own?.columns ?? {} });
    const manifest = rows.done({ ...own?.columns, ...joined.columns });
    const notes = [...(own?.notes ?? []), ...joined.notes, ...manifest.notes];
    return openVolumes(
      {
        ...mergeRepeats({ ...manifest, notes }, options.repeats),
        root,
        licence: options.licence,
        ...(options.citation === undefined ? {} : { citation: options.citation }),
      },
      options,
      context,
      quarantine,
      'mri-manifest',
    );
  },
});
