// Builds and packs every package, and the native files of ONNX Runtime. What has not changed is not packed again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pnpm, root, say } from '../process.mjs';
import { finish, repositoryUrl } from './published.mjs';

const cache = join(root, 'node_modules', '.cache', 'mimmx', 'tarballs');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const must = (what, status) => {
  if (status !== 0) throw new Error(`${what} failed with status ${status}`);
};

const filesOf = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** What a tarball is made of: manifest, texts and build, and the versions that `workspace:` stands for. */
function contentOf(cwd, versions) {
  const hash = createHash('sha256').update(versions);
  const texts = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'].map((name) => join(cwd, name));
  for (const name of ['CITATION.cff', 'scripts/registry/published.mjs'])
    hash.update(readFileSync(join(root, name)));
  hash.update(repositoryUrl() ?? '');
  const built = ['dist', 'docs'].flatMap((name) =>
    existsSync(join(cwd, name)) ? filesOf(join(cwd, name)).sort() : [],
  );
  for (const file of [...texts.filter(existsSync), ...built])
    hash.update(file.slice(cwd.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** Folders of all packages that are published. */
export const published = () =>
  ['packages', 'runtimes']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((cwd) => existsSync(join(cwd, 'package.json')))
    .map((cwd) => ({ cwd, manifest: JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => !manifest.private);

async function build() {
  say('Building');
  const turbo = ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only'];
  must('Build', await pnpm(packageManager, turbo, { env: { TURBO_TELEMETRY_DISABLED: '1' } }));
}

/** @returns every published package with its folder, manifest and tarball, those they depend on first */
export async function pack() {
  if (process.argv.includes('--built')) say('Packing what was built before');
  else await build();
  mkdirSync(cache, { recursive: true });
  const all = published();
  const versions = all.map(({ manifest }) => `${manifest.name}@${manifest.version}`).join();
  const packed = [];
  for (const { cwd, manifest } of all) {
    const name = manifest.name.replace('@', '').replace('/', '-');
    const tarball = join(cache, `${name}-${contentOf(cwd, versions)}.tgz`);
    if (!existsSync(tarball)) {
      say(`Packing ${manifest.name}`);
      const half = tarball.replace(/\.tgz$/, '.half.tgz');
      must(
        `Packing ${manifest.name}`,
        await pnpm(packageManager, ['--silent', 'pack', '--out', half], { cwd }),
      );
      finish(half, relative(root, cwd));
      renameSync(half, tarball);
    }
    packed.push({ name: manifest.name, cwd, manifest, tarball });
  }
  return packed;
}
