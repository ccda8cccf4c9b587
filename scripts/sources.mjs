// The files of the packages and what each imports, as the compiler of the lockfile reads them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

const slashes = (path) => path.split(sep).join('/');

/** TypeScript files below a folder, as paths from `root` with forward slashes. Builds and links are left out. */
export function filesBelow(root, folder) {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true })
    .flatMap((entry) => {
      if (entry.name === 'node_modules' || entry.name === 'dist') return [];
      const path = join(full, entry.name);
      if (entry.isDirectory()) return filesBelow(root, slashes(relative(root, path)));
      return entry.name.endsWith('.ts') ? [slashes(relative(root, path))] : [];
    })
    .sort();
}

/** Every package with the sources behind its exports: `@mimmx/core/testkit` → `packages/core/src/testkit/index.ts`. */
export function readPackages(root) {
  return readdirSync(join(root, 'packages'))
    .filter((folder) => existsSync(join(root, 'packages', folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));
      const entries = Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
        const source = target['@mimmx/source'];
        return source ? [[manifest.name + subpath.slice(1), `packages/${folder}/${source.slice(2)}`]] : [];
      });
      return { folder, name: manifest.name, manifest, entries: new Map(entries) };
    });
}

/**
 * What a file imports, types included, at whatever time: `import`, `export … from`, `import()`.
 * What it declares of another module (`declare module '@mimmx/core'`) is no import.
 *
 * @returns specifiers as written, and the file or package each leads to
 */
export function importsOf(root, file, packages) {
  const text = readFileSync(join(root, file), 'utf8');
  const notAugmentation = ({ pos }) => !/\bdeclare\s+module\s+['"]?$/.test(text.slice(0, pos + 1).slice(-40));
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(notAugmentation)
    .map(({ fileName: specifier }) => {
      if (specifier.startsWith('.')) {
        return { specifier, target: slashes(join(dirname(file), specifier)) };
      }
      const owner = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
      return { specifier, owner, target: owner?.entries.get(specifier) };
    });
}
