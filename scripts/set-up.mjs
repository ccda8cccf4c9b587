import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pinned, pnpm, root, say } from './process.mjs';

const stamp = join(root, 'node_modules', '.cache', 'mimmx', 'set-up');

/** Everything that says what must be installed. */
function fingerprint() {
  const manifests = ['packages', 'examples', 'runtimes'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')),
  );
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests.sort()]) {
    if (existsSync(join(root, file))) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Installs what the lockfile says, unless that is done. Gives the exit status. */
export async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: install Node 20.19 or later.`);
    return 1;
  }
  const wanted = fingerprint();
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (done && existsSync(pinned('node'))) return 0;

  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  say(`Installing with ${packageManager} (only the first time, and when the lockfile changes)`);
  // pnpm must not ask anything.
  const status = await pnpm(packageManager, ['install', '--frozen-lockfile'], {
    env: { CI: 'true' },
  });
  if (status !== 0) {
    console.error(`Installing failed with status ${status}. Is the npm registry within reach?`);
    return status;
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return 0;
}
