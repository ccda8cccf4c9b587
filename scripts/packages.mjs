// Builds and packs every package, and judges the tarballs as the registry's users will.
import { spawnSync } from 'node:child_process';
import { pinned, run, say } from './process.mjs';
import { pack } from './registry/pack.mjs';
import { setUp } from './set-up.mjs';

const must = (what, status) => {
  if (status === 0) return;
  console.error(`${what} failed with status ${status}`);
  process.exit(status);
};

must('Set-up', await setUp());
const packed = await pack();
for (const { name, manifest, tarball } of packed) {
  say(`Judging ${name}`);
  const content = spawnSync('tar', ['tzf', tarball], { encoding: 'utf8' }).stdout.split('\n');
  for (const file of ['LICENSE', 'README.md'])
    must(`Looking for ${file} in ${name}`, content.includes(`package/${file}`) ? 0 : 1);
  if (manifest.main?.endsWith('.node')) {
    must(`Looking for ${manifest.main} in ${name}`, content.includes(`package/${manifest.main}`) ? 0 : 1);
    continue;
  }
  must(`publint of ${name}`, await run(pinned('publint'), [tarball, '--strict']));
  must(`attw of ${name}`, await run(pinned('attw'), [tarball, '--profile', 'esm-only', '--no-summary']));
}
say(`${packed.length} packages are fit to publish`);
