import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPackage } from './find-package.ts';
import { candidates } from './find-plugins.ts';

/** Name and version in the nearest manifest above a module that has both. */
function manifestOf(url: string): readonly [name: string, version: string] | null {
  if (!url.startsWith('file:')) return null;
  for (let folder = dirname(fileURLToPath(url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8'));
      if (typeof name === 'string' && typeof version === 'string') return [name, version];
    }
    if (dirname(folder) === folder) return null;
  }
}

/**
 * Versions of the packages that plugins of a config come from, by package name, for the record of a run. A plugin that
 * is a file of the user's own is of no package.
 *
 * @param names as in the config's `plugins`
 * @param from folder of the user's project
 */
export function pluginVersions(names: readonly string[], from: string): Record<string, string> {
  const versions: Record<string, string> = {};
  for (const name of names.filter((one) => !/^\.{0,2}\//.test(one))) {
    const url = candidates(name)
      .map((candidate) => findPackage(candidate, from))
      .find((found) => found !== undefined);
    const found = url === undefined ? null : manifestOf(url);
    if (found) versions[found[0]] = found[1];
  }
  return versions;
}
