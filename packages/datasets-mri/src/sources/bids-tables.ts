import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { type ColumnsRead, columnsOf, confine, isMissingValue, type Quarantine } from '@mimmx/data/files';
import { readTextRows, type TextRows } from '../tables/text-rows.ts';
import type { BidsFile } from './bids-files.ts';
import { type NamedFolders, namedFolders } from './bids-names.ts';
import type { VolumeOptions } from './volume-options.ts';

const EMPTY: TextRows = { header: [], fields: new Map() };
const SHOWN = 3;

/**
 * The columns of participants.tsv and of the subjects' sessions tables for each image. Where both have a column, the
 * session's value counts and the participant's fills its gaps.
 *
 * @throws E_BIDS if not one id of participants.tsv means a folder
 */
export async function bidsColumns(
  root: string,
  files: readonly BidsFile[],
  options: Pick<VolumeOptions, 'columns' | 'decimal' | 'missing' | 'delimiter'>,
  quarantine: Quarantine,
): Promise<ColumnsRead> {
  const confinement = confine(root);
  const read = async (name: string, key: string): Promise<TextRows> =>
    existsSync(join(root, name))
      ? readTextRows(confinement.file(name).path, key, name, quarantine, options.delimiter)
      : EMPTY;

  const participants = await read('participants.tsv', 'participant_id');
  const subjects = new Set(files.map(({ subject }) => subject));
  const named = namedFolders(participants.fields.keys(), subjects, 'sub-');
  if (participants.fields.size > 0 && named.rows.size === 0) throw noFolder(participants, subjects);

  const sessions = new Map<string, TextRows>();
  const notes = [...participantNotes(participants, named, subjects), ...unusedTables(root, files)];
  for (const subject of subjects) {
    const own = new Set(
      files.flatMap((file) => (file.subject === subject && file.session ? file.session : [])),
    );
    if (own.size === 0) continue;
    const name = `${subject}/${subject}_sessions.tsv`;
    const table = await read(name, 'session_id');
    const { rows, loose, strange } = namedFolders(table.fields.keys(), own, 'ses-');
    const fields = new Map([...rows].map(([folder, written]) => [folder, table.fields.get(written)!]));
    sessions.set(subject, { header: table.header, fields });
    if (table.fields.size > 0 && rows.size === 0)
      notes.push(
        `${name}: no session_id names a session (${strange.slice(0, SHOWN).join(', ')}), so none is used.`,
      );
    else {
      if (loose.size > 0) notes.push(`${name}: session_id ${arrow(loose)}.`);
      if (strange.length > 0)
        notes.push(`${name}: no image is of ${listed(strange)}, whose rows are not used.`);
    }
  }

  const header = [
    ...new Set([participants.header, ...[...sessions.values()].map((table) => table.header)].flat()),
  ];
  const ids = ['participant_id', 'session_id'].map((name) => header.indexOf(name));
  const builder = columnsOf({
    header,
    columns: options.columns,
    skip: ids.filter((at) => at >= 0),
    table: options,
    owner: 'participants.tsv',
  });
  for (const { subject, session } of files) {
    const values = new Map<string, string>();
    const take = (table: TextRows | undefined, id: string | undefined) => {
      table?.fields.get(id ?? '')?.forEach((text, at) => {
        if (!isMissingValue(text)) values.set(table.header[at]!, text);
      });
    };
    take(participants, named.rows.get(subject));
    take(sessions.get(subject), session);
    builder.push(header.map((name) => values.get(name) ?? ''));
  }
  const made = builder.done();
  return { columns: made.columns, notes: [...notes, ...made.notes] };
}

/** How the ids of participants.tsv and the folders fit. */
function participantNotes(
  { fields }: TextRows,
  { rows, strange, loose }: NamedFolders,
  subjects: ReadonlySet<string>,
): string[] {
  if (fields.size === 0) return [];
  const without = [...subjects].filter((subject) => !rows.has(subject));
  return [
    ...(loose.size > 0
      ? [
          `participants.tsv: ${loose.size} values of participant_id name no folder of the data set as they stand; ${arrow(loose)}.`,
        ]
      : []),
    ...(without.length > 0
      ? [
          `${without.length} of ${subjects.size} subjects have no row in participants.tsv: ${listed(without)}.`,
        ]
      : []),
    ...(strange.length > 0
      ? [`${strange.length} rows of participants.tsv belong to no subject with an image: ${listed(strange)}.`]
      : []),
  ];
}

/** Tables of the standard that nothing is read from. */
function unusedTables(root: string, files: readonly BidsFile[]): string[] {
  const places = new Set(
    files.map(({ subject, session }) =>
      session ? `${subject}/${session}/${subject}_${session}_scans.tsv` : `${subject}/${subject}_scans.tsv`,
    ),
  );
  const found = [...places].filter((place) => existsSync(join(root, place)));
  return found.length > 0 ? [`${found.length} scans tables are not used: ${listed(found)}.`] : [];
}

const listed = (names: readonly string[]): string =>
  `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ', …' : ''}`;

const arrow = (loose: ReadonlyMap<string, string>): string =>
  `${[...loose]
    .slice(0, SHOWN)
    .map(([name, folder]) => `"${name}" is read as ${folder}`)
    .join(', ')}${loose.size > SHOWN ? ', …' : ''}`;

function noFolder({ fields }: TextRows, subjects: ReadonlySet<string>): MimmxError {
  const [name = ''] = fields.keys();
  const [folder = ''] = subjects;
  return new MimmxError(
    'E_BIDS',
    `participants.tsv: participant_id names no folder of the data set: "${name.slice(0, 40)}" there, ${folder} here. Write the folders' names.`,
  );
}
