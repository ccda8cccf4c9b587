import { basename } from 'node:path';
import { type Dataset, defineDataset, MimmxError } from '@mimmx/core';
import {
  type ColumnsBuilder,
  columnsOf,
  columnsSchema,
  createRows,
  indexHeader,
  joinsSchema,
  mergeRepeats,
  openJoins,
  pathPattern,
  readRecords,
} from '@mimmx/data/files';
import { z } from 'zod';
import { fromRoot, openFiles, quarantineOf } from '../open-files.ts';
import { fileOptions } from '../options.ts';

const options = z.strictObject({
  ...fileOptions,
  /** CSV or TSV with one row per image. */
  table: z.string(),
  /** Column of the image's path below `images`, or a path with columns in braces: `'{study}/{image}.png'`. */
  path: z.string().default('path'),
  /** Column of the patient, who is never split. */
  patient: z.string().default('patient'),
  /** Column of the row's id; the path if absent. */
  id: z.string().optional(),
  /** What is to be said of columns (kind, labels, name in the file); all others are kept too, their kind guessed. */
  columns: columnsSchema,
  /** Further tables, joined by patient or any other column. */
  joins: joinsSchema,
  /** Terms of use, for the report. */
  licence: z.string().default('Not stated.'),
});

export type XrayFolderOptions = z.input<typeof options>;

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
  options,
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
    const [own, joined] = [columns?.done(), joins.done()];
    const manifest = rows.done({ ...own?.columns, ...joined.columns });
    const notes = [...(own?.notes ?? []), ...joined.notes, ...manifest.notes];
    const merged = mergeRepeats({ ...manifest, notes }, given.repeats);
    return openFiles({ ...merged, rowsRead }, quarantine, given, context, { licence: given.licence });
  },
});
