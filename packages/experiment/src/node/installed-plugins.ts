import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

interface Manifest {
  readonly name?: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Plugins take core as a peer; whatever does not is something else. */
function takesCore(folder: string): boolean {
  try {
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return manifest.peerDependencies?.['@mimmx/core'] !== undefined;
  } catch {
    return false;
  }
}

const entries = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

/**
 * Names of the packages in a project that may hold a plugin: `@mimmx/…` and `mimmx-plugin-…` that take core as a peer,
 * where the project's modules are looked for. Nothing is loaded.
 *
 * @param from folder of the user's project
 */
export function installedPlugins(from: string): readonly string[] {
  const found = new Set<string>();
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    const names = [
      ...entries(join(modules, '@mimmx')).map((name) => `@mimmx/${name}`),
      ...entries(modules).filter((name) => name.startsWith('mimmx-plugin-')),
    ];
    for (const name of names) if (takesCore(join(modules, name))) found.add(name);
    if (dirname(folder) === folder) return [...found];
  }
}
