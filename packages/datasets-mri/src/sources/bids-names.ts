import { classKey } from '@mimmx/data/files';

/** Which folder each name in a table means. */
export interface NamedFolders {
  /** Name in the table by folder; folders that the table does not name are absent. */
  readonly rows: ReadonlyMap<string, string>;
  /** Names that no folder has. */
  readonly strange: readonly string[];
  /** Names that mean a folder although they are written otherwise. */
  readonly loose: ReadonlyMap<string, string>;
}

/**
 * Finds the folders that a table's ids mean. BIDS writes `sub-01` in both places; tables are also written without the
 * prefix, and without the zeros that fill numbers up. A folder takes the name that is written exactly so, else the
 * only one that means it.
 *
 * @param names ids as the table has them
 * @param folders as they are on disk
 * @param prefix `sub-` or `ses-`
 */
export function namedFolders(
  names: Iterable<string>,
  folders: ReadonlySet<string>,
  prefix: string,
): NamedFolders {
  const bare = (name: string): string => {
    const key = classKey(name);
    return classKey(key.startsWith(prefix) ? key.slice(prefix.length) : key);
  };
  const byKey = new Map<string, string[]>();
  for (const folder of folders) byKey.set(bare(folder), [...(byKey.get(bare(folder)) ?? []), folder]);
  const rows = new Map<string, string>();
  const strange: string[] = [];
  const loose = new Map<string, string>();
  const others: string[] = [];
  for (const name of names) {
    if (folders.has(name)) rows.set(name, name);
    else others.push(name);
  }
  for (const name of others) {
    const meant = (byKey.get(bare(name)) ?? []).filter((folder) => !rows.has(folder) || loose.has(name));
    const [only] = meant;
    if (only === undefined || meant.length > 1) strange.push(name);
    else {
      rows.set(only, name);
      loose.set(name, only);
    }
  }
  return { rows, strange, loose };
}
