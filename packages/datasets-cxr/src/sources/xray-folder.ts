import { basename } from 'node:path';
import { type Dataset, defineDataset, MimmxError, option, options, renamed } from '@mimmx/core';
import {
  type ColumnsBuilder,
  columnsOf,
  columnsSchema,
  createRows,
  indexHeader,
  joinsSchema,
  mergeRepeats,
  OLD_FILE_OPTIONS,
  openJoins,
  pathPattern,
  readRecords,
} from '@mimmx/data/files';
import { z } from 'zod';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions } from '../options.ts';

const schema = renamed(
  options({
    ...fileOptions,
    table: option(z.string(), { description: 'CSV or TSV with one row per image.' }),
    path: option(z.string(), {
      default: 'path',
      description:
        "Column of the image's path below `images`, or a path with columns in braces: `'{study}/{image}.png'`.",
    }),
    patient: option(z.string(), {
      default: 'patient',
      description: 'Column of the patient, who is never split.',
    }),
    id: option(z.string(), { absent: 'the path', description: "Column of the row's id." }),
    columns: option(columnsSchema, {
      absent: 'the kind of every column is guessed',
      description:
        'What is to be said of columns (kind, labels, name in the file); all others are kept too, their kind guessed.',
    }),
    joins: option(joinsSchema, {
      default: [],
      description: 'Further tables, joined by patient or any other column.',
    }),
    licence: option(z.string(), { default: 'Not stated.', description: 'Terms of use, for the report.' }),
  }),
  OLD_FILE_OPTIONS,
);

export type XrayFolderOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    'xray-folder': XrayFolderOptions;
  }
}

/** Any folder of images with a table: every column of the table becomes a column, its kind guessed or declared. */
export const xrayFolder = defineDataset({
  name: 'xray-folder',
  summary: 'Any folder of JPEG, PNG or DICOM radiographs with a CSV table.',
  source: 'ours',
  options: schema,
  async create(context, given): Promise<Dataset> {
    const quarantine = quarantineOf(context, given);
    const file = basename(given.table);
    const rows = createRows(file, quarantine);
    const joins = await openJoins(given.joins, context.root, quarantine);
    let columns: ColumnsBuilder | undefined;
    const rowsRead = await readRecords(fromRoot(context, given.table), { ...given, quarantine }, (header) => {
      const at = indexHeader(given.table, header);
      const image = pathPattern(given.path, at.required);
      const patient = at.required(given.patient);
      const id = given.id === undefined ? null : at.required(given.id);
      const matches = given.joins.map(({ match }) => (match === undefined ? patient : at.required(match)));
      const skip = [...image.columns, patient, ...(id === null ? [] : [id])];
      columns = columnsOf({ header, columns: given.columns, others: true, skip, table: given, owner: file });
      return (fields, line) => {
        const path = image.path(fields);
        const identity = {
          id: id === null ? path : fields[id]!,
          patient: fields[patient]!,
          file: path,
          line,
        };
        if (!rows.add(identity)) return;
        columns?.push(fields);
        joins.push(matches.map((place) => fields[place]!));
      };
    });
    if (rowsRead === 0) throw new MimmxError('E_TABLE', `Table ${file} has no rows. Add one row per image.`);
    const own = columns?.done();
    const joined = joins.done({ table: file, columns: own?.columns ?? {} });
    const manifest = rows.done({ ...own?.columns, ...joined.columns });
    const notes = [...(own?.notes ?? []), ...joined.notes, ...manifest.notes];
    const merged = mergeRepeats({ ...manifest, notes }, given.repeats);
    return openFiles({ ...merged, rowsRead }, quarantine, given, context, { licence: given.licence });
  },
});
