import { indexHeader, type Quarantine, readRecords } from '@mimmx/data/files';

/** A small table kept as text, its records found by one column. */
export interface TextRows {
  readonly header: readonly string[];
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

const WAY_OUT: Readonly<Record<string, string>> = {
  participant_id: ' (what differs by session belongs in sub-…_sessions.tsv)',
};

/**
 * Reads a table. A record whose key was there before is a problem of its line, and the first one stays.
 *
 * @param name of the file in messages
 * @throws E_TABLE, E_MISSING, E_DATA, E_QUARANTINE
 */
export async function readTextRows(
  path: string,
  key: string,
  name: string,
  quarantine: Quarantine,
  delimiter?: string,
): Promise<TextRows> {
  const fields = new Map<string, readonly string[]>();
  let names: readonly string[] = [];
  await readRecords(path, { quarantine, delimiter }, (header) => {
    names = header;
    const at = indexHeader(path, header).required(key);
    return (record, line) => {
      const id = record[at]!.trim();
      if (id === '') quarantine.add({ file: name, line, reason: `no ${key}` });
      else if (fields.has(id))
        quarantine.add({
          file: name,
          line,
          reason: `"${id.slice(0, 80)}" was there before${WAY_OUT[key] ?? ''}`,
        });
      else fields.set(id, record);
    };
  });
  return { header: names, fields };
}
