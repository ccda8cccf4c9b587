import { basename } from 'node:path';
import { type DatasetContext, option, options } from '@mimmx/core';
import { indexHeader, plainPath, type Quarantine, readRecords } from '@mimmx/data/files';
import { z } from 'zod';
import { LINKS, type Link, plainId, secretOf } from '../decode/dicom/secret.ts';
import { fromRoot } from '../open-files.ts';

export const labelsSchema = options({
  table: option(z.string(), {
    description: 'CSV or TSV with a row per image, study, accession number or patient.',
  }),
  by: option(z.enum(['path', 'patient', ...(Object.keys(LINKS) as Link[])]), {
    default: 'path',
    description: 'What names the image in the table: its path below `images`, or what the header says.',
  }),
  key: option(z.string(), { absent: 'named like `by`', description: 'Column that holds it.' }),
  columns: option(z.array(z.string()).min(1), {
    absent: 'all others of the table',
    description: 'Columns to take.',
  }),
});

/** Labels of images, found by what names the image. */
export interface LabelTable {
  readonly columns: readonly string[];
  readonly by: 'path' | 'patient' | Link;
  /** Texts of the columns for a path, or for the secret of an identifier; undefined if the table does not have it. */
  find(key: string): readonly string[] | undefined;
  /** Rows that nothing has asked for. */
  readonly unused: number;
}

/**
 * Reads a table of labels. Identifiers are kept as secrets only. A key that was there before is a problem of its line.
 *
 * @throws E_TABLE, E_MISSING, E_DATA, E_QUARANTINE
 */
export async function readLabels(
  given: z.output<typeof labelsSchema>,
  context: DatasetContext,
  reading: { readonly quarantine: Quarantine; readonly delimiter?: string | undefined },
): Promise<LabelTable> {
  const { quarantine } = reading;
  const { by } = given;
  const file = basename(given.table);
  const rows = new Map<string, readonly string[]>();
  let columns: readonly string[] = [];
  await readRecords(fromRoot(context, given.table), reading, (header) => {
    const at = indexHeader(given.table, header);
    const key = at.required(given.key ?? by);
    const others = header.filter((name, i) => i !== key && name !== '');
    const places = (given.columns ?? others).map((name) => at.required(name));
    columns = places.map((place) => header[place]!);
    return (fields, line) => {
      const name = fields[key]!.trim();
      if (name === '') return quarantine.add({ file, line, reason: `no ${by}` });
      const found = by === 'path' ? plainPath(name) : secretOf(by, by === 'patient' ? plainId(name) : name)!;
      if (rows.has(found)) return quarantine.add({ file, line, reason: `its ${by} was there before` });
      rows.set(
        found,
        places.map((place) => fields[place]!),
      );
    };
  });
  const asked = new Set<string>();
  return {
    columns,
    by,
    find(key) {
      const found = rows.get(key);
      if (found) asked.add(key);
      return found;
    },
    get unused() {
      return rows.size - asked.size;
    },
  };
}
