import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Conditions of an ES module import, for packages whose exports have no entry for `require`. */
const IMPORT_CONDITIONS = new Set(['node', 'import', 'module-sync', 'default']);

function target(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (Array.isArray(exports)) return exports.map(target).find((entry) => entry !== undefined);
  for (const [condition, value] of Object.entries(exports ?? {})) {
    const found = IMPORT_CONDITIONS.has(condition) ? target(value) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function packageFolder(name: string, from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * URL of a package's entry as a module in the folder `from` would import it; undefined if it is not installed there.
 * `import.meta.resolve` cannot look from another folder, and `require.resolve` does not see import-only packages.
 *
 * @param name package name, or a path that begins with `.` or `/`
 */
export function findPackage(name: string, from: string): string | undefined {
  const urlOf = (path: string) => (existsSync(path) ? pathToFileURL(path).href : path);
  try {
    return urlOf(createRequire(join(resolve(from), 'from.js')).resolve(name));
  } catch {
    const folder = packageFolder(name, from);
    if (!folder) return undefined;
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const entry = target(manifest.exports?.['.'] ?? manifest.exports) ?? manifest.main ?? 'index.js';
    return pathToFileURL(join(folder, entry)).href;
  }
}
