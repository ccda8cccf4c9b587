// npm run release:version [-- --again] | release:publish [-- --dry-run]. What stands in docs/releasing.md.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pinned, pnpm, root, run, say } from './process.mjs';
import { pack, published } from './registry/pack.mjs';
import { publish } from './registry/publish.mjs';
import { repositoryUrl } from './registry/published.mjs';
import { setUp } from './set-up.mjs';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const must = (what, status) => {
  if (status !== 0) throw new Error(`${what} failed with status ${status}`);
};
const ours = () => published().filter(({ cwd }) => relative(root, cwd).startsWith('packages'));

/** Takes back the last release commit, which was not published: versions, changelogs, changesets. */
function takeBack() {
  const commit = git('log', '-1', '--format=%H', '--grep=^Release ');
  if (!commit) throw new Error('There is no release commit to do again');
  for (const { cwd, manifest } of ours()) {
    const file = relative(root, join(cwd, 'package.json'));
    const before = JSON.parse(git('show', `${commit}^:${file}`)).version;
    const text = readFileSync(join(root, file), 'utf8');
    writeFileSync(
      join(root, file),
      text.replace(`"version": "${manifest.version}"`, `"version": "${before}"`),
    );
    rmSync(join(cwd, 'CHANGELOG.md'), { force: true });
  }
  const gone = git('diff', '--name-only', '--diff-filter=D', `${commit}^`, commit, '--', '.changeset');
  if (gone) git('checkout', `${commit}^`, '--', ...gone.split('\n'));
  const changelogs = git('ls-tree', '-r', '--name-only', `${commit}^`, '--', 'packages').split('\n');
  const kept = changelogs.filter((file) => /^packages\/[^/]+\/CHANGELOG\.md$/.test(file));
  if (kept.length > 0) git('checkout', `${commit}^`, '--', ...kept);
}

/** A package that was never released and that no changeset names is released with the others. */
function nameNew() {
  const folder = join(root, '.changeset');
  const said = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(folder, file), 'utf8').split('---')[1] ?? '')
    .join();
  const fresh = ours().filter(
    ({ manifest: { name, version } }) => version === '0.0.0' && !new RegExp(`['"]${name}['"]`).test(said),
  );
  if (fresh.length === 0) return;
  const lines = fresh.map(({ manifest }) => `'${manifest.name}': minor`);
  writeFileSync(
    join(root, '.changeset', 'first-release.md'),
    `---\n${lines.join('\n')}\n---\n\nFirst release.\n`,
  );
}

/** Versions and changelogs of what `.changeset/` says. Nothing is committed. */
async function version(more) {
  if (more.includes('--again')) takeBack();
  nameNew();
  must('changeset version', await run(pinned('changeset'), ['version']));
  must('The lockfile', await pnpm(packageManager, ['install', '--lockfile-only']));
  for (const { manifest } of ours()) say(`${manifest.name} ${manifest.version}`);
  const versions = [...new Set(ours().map(({ manifest }) => manifest.version))];
  say(`Look at the changelogs, then: git add -A && git commit -m "Release ${versions.join(', ')}"`);
  return 0;
}

/** Whether the registry has that version. */
const isThere = async (name, version, registry) =>
  (await fetch(`${registry}/${name.replace('/', '%2f')}/${version}`).catch(() => null))?.ok === true;

/** Publishes the tarballs that the registry lacks: those that `test:registry` installs. */
async function release(more) {
  if (!repositoryUrl())
    throw new Error('Say where the repository is: "repository" in package.json, or MIMMX_REPOSITORY');
  for (const { cwd } of ours())
    if (!existsSync(join(cwd, 'CHANGELOG.md')))
      throw new Error(`${cwd} has no changelog: npm run release:version`);
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' })
    .trim()
    .replace(/\/$/, '');
  const lacking = [];
  for (const one of await pack())
    if (!(await isThere(one.name, one.manifest.version, registry))) lacking.push(one);
  const dry = more.includes('--dry-run');
  await publish(
    lacking.map(({ tarball }) => tarball),
    { cwd: root, more: ['--access', 'public', ...(dry ? ['--dry-run'] : [])] },
  );
  say(`${dry ? 'Would publish' : 'Published'} ${lacking.length} packages to ${registry}`);
  return dry ? 0 : run(pinned('changeset'), ['tag']);
}

const [task, ...more] = process.argv.slice(2);
const tasks = { version, publish: release };
if (!Object.hasOwn(tasks, task ?? '')) {
  console.error('Usage: npm run release:version [-- --again] | release:publish [-- --dry-run]');
  process.exit(2);
}
try {
  process.exitCode = (await setUp()) || (await tasks[task](more));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
