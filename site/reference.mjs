// The reference of every package's public names, by TypeDoc from the sources.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Application } from 'typedoc';
import { anchorsOf, withLinks } from './markdown.mjs';
import { root } from './sources.mjs';

/** Entries of every published package: its name in the reference, and the file. */
export function entries() {
  return readdirSync(join(root, 'packages')).flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));
    return Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) =>
      typeof target === 'string'
        ? []
        : [
            {
              name: manifest.name + entry.slice(1),
              file: join(root, 'packages', folder, target['@mimmx/source']),
            },
          ],
    );
  });
}

/** Writes the pages of all names into a folder. @throws if TypeDoc reports an error */
export async function writeReference(out) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: entries().map(({ file }) => file),
    tsconfig: join(root, 'tsconfig.json'),
    plugin: [import.meta.resolve('typedoc-plugin-markdown')],
    router: 'module',
    readme: 'none',
    name: 'Reference',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    disableSources: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    skipErrorChecking: true,
    sanitizeComments: true,
    useHTMLEncodedBrackets: true,
    logLevel: 'Error',
    githubPages: false,
    // Its own default is the folder `docs`, which it would empty.
    out,
    cleanOutputDir: false,
    entryFileName: 'index',
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
  });
  const project = await app.convert();
  if (!project || app.logger.hasErrors()) throw new Error('TypeDoc cannot read the sources');
  // TypeDoc calls a module by its path; a reader by what is imported.
  for (const child of project.children ?? []) {
    const entry = entries().find(({ file }) => moduleName(file) === child.name);
    if (!entry) throw new Error(`No package has an entry ${child.name}`);
    child.name = entry.name;
  }
  await app.outputs.writeOutput({ name: 'markdown', path: out }, project);
  mend(out);
}

/** Takes out anchors, since the site shows no HTML, and the places in links that no heading makes. */
function mend(out) {
  const names = readdirSync(out, { recursive: true }).filter((name) => name.endsWith('.md'));
  const pages = new Map(
    names.map((name) => [
      join(out, name),
      readFileSync(join(out, name), 'utf8').replace(/<a id="[^"]*"><\/a> ?/g, ''),
    ]),
  );
  const anchors = new Map([...pages].map(([file, text]) => [file, anchorsOf(text)]));
  for (const [file, text] of pages) {
    const mended = withLinks(text, ({ all, before, target, after }) => {
      const [path, hash] = target.split('#');
      const to = path === '' ? file : resolve(dirname(file), path);
      if (hash === undefined || anchors.get(to)?.has(hash)) return all;
      return path === '' ? before.slice(1, -2) : `${before}${path}${after}`;
    });
    writeFileSync(file, `---\naside: false\n---\n\n${mended}`);
  }
}

const moduleName = (file) =>
  relative(join(root, 'packages'), file)
    .replace(/\.ts$/, '')
    .replace(/\/index$/, '');
