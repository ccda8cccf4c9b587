import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a folder, in the order of their paths, relative and with forward slashes. Links are not followed. */
export function filesBelow(root: string, accept: (name: string) => boolean): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && accept(entry.name)) found.push(path);
    }
  };
  walk('');
  return found;
}

/** Path by file name, for sets that spread their images over numbered folders. */
export const filesByName = (root: string, ending: string): ReadonlyMap<string, string> => {
  try {
    return new Map(
      filesBelow(root, (name) => name.endsWith(ending)).map((path) => [path.replace(/^.*\//, ''), path]),
    );
  } catch {
    // The stream says that the folder is missing.
    return new Map();
  }
};
