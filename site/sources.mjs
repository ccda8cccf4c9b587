// Which files of the repository the site shows, and where: READMEs are the first page of their folder, a file of code is a page.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const IMAGE = /\.(svg|png|jpe?g|webp)$/;
const TEXT = /\.(ts|mts|js|mjs|json|ya?ml|cff|sh|py)$|(^|\/)(LICENSE|run|engines)$/;
/** Largest file of code that is shown. */
const MOST = 60_000;

/** Files of the repository, those that are not committed yet too. */
export const files = () =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);

export const read = (file) => readFileSync(join(root, file), 'utf8');

/** Pages that are made of Markdown. */
export const isPage = (file) =>
  /\.md$/.test(file) &&
  /^(README|ARCHITECTURE|CONTRIBUTING|SECURITY)\.md$|^(docs|benchmarks|examples)\/|^packages\/[^/]+\/(README\.md|CHANGELOG\.md|docs\/)/.test(
    file,
  ) &&
  !/\/test\//.test(file);

/** Where a file stands in the site; null if it does not. */
export function placeOf(file) {
  if (IMAGE.test(file)) return file;
  if (/\.md$/.test(file))
    return file === 'README.md' ? 'project.md' : file.replace(/README\.md$/, 'index.md');
  // Folders that begin with a dot are not served.
  return TEXT.test(file) && read(file).length <= MOST ? `${file.replace(/(^|\/)\./g, '$1')}.md` : null;
}

/** The file or folder of the repository that a link means. */
export const meant = (from, target) => {
  const path = decodeURI(target.split(/[#?]/)[0]);
  if (path === '') return from;
  return posix.normalize(posix.join(posix.dirname(from), path)).replace(/\/$/, '');
};

/** Address in the site, from one place to another. */
export const between = (from, to) => {
  const path = posix.relative(dirname(normalize(from)), to);
  return path.startsWith('.') ? path : `./${path}`;
};
