import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '@mimmx/core';
import { confine, type Quarantine } from '@mimmx/data/files';
import { type ColumnsOption, columnsOf } from '../tables/columns.ts';
import { readTextRows, type TextRows } from '../tables/text-rows.ts';
import type { BidsFile } from './bids-files.ts';

const EMPTY: TextRows = { header: [], fields: new Map() };

/**
 * The columns of participants.tsv and of the subjects' sessions tables for each image. Where both have a column, the
 * session's value counts and the participant's fills its gaps.
 */
export async function bidsColumns(
  root: string,
  files: readonly BidsFile[],
  option: ColumnsOption,
  quarantine: Quarantine,
): Promise<Record<string, Column>> {
  const confinement = confine(root);
  const read = async (name: string, key: string): Promise<TextRows> =>
    existsSync(join(root, name)) ? readTextRows(confinement.file(name).path, key, name, quarantine) : EMPTY;

  const participants = await read('participants.tsv', 'participant_id');
  const sessions = new Map<string, TextRows>();
  for (const { subject, session } of files)
    if (session && !sessions.has(subject))
      sessions.set(subject, await read(`${subject}/${subject}_sessions.tsv`, 'session_id'));

  const header = [
    ...new Set([participants.header, ...[...sessions.values()].map((table) => table.header)].flat()),
  ];
  const builder = columnsOf(header, option, ['participant_id', 'session_id'], 'participants.tsv');
  for (const { subject, session } of files) {
    const values = new Map<string, string>();
    const take = (table: TextRows | undefined, id: string) => {
      table?.fields.get(id)?.forEach((text, at) => {
        if (text !== '' && text !== 'n/a') values.set(table.header[at]!, text);
      });
    };
    take(participants, subject);
    take(sessions.get(subject), session);
    builder.push(header.map((name) => values.get(name) ?? ''));
  }
  return builder.done();
}
