// A real registry on loopback: verdaccio, with the packed packages published, all others fetched through it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pinned, root, say } from '../process.mjs';
import { publish } from './publish.mjs';
import { call } from './stranger.mjs';

const VERSION = '6.10.4';
const home = join(root, 'node_modules', '.cache', 'mimmx', `verdaccio-${VERSION}`);
const bin = join(home, 'node_modules', 'verdaccio', 'bin', 'verdaccio');

/** The registry that npm uses here, or null if it does not answer. */
async function upstream() {
  const { stdout } = await call('npm', ['config', 'get', 'registry'], { cwd: root, env: process.env });
  const url = stdout.trim().replace(/\/$/, '');
  const answer = await fetch(`${url}/zod/latest`, { signal: AbortSignal.timeout(15_000) }).catch(() => null);
  return answer?.ok ? url : null;
}

/**
 * Installs verdaccio apart from the workspace, once. It has a dependency by a tag that mirrors may lack.
 *
 * @returns why it cannot be had, or null
 */
async function install() {
  if (existsSync(bin)) return null;
  say(`Installing verdaccio ${VERSION}`);
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { verdaccio: VERSION },
      overrides: { 'node-fetch': '2.7.0' },
    }),
  );
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = await call('npm', args, { cwd: home, env: process.env });
  if (status === 0) return null;
  // Half of it would be taken for the whole the next time.
  rmSync(home, { recursive: true, force: true });
  return `verdaccio ${VERSION} cannot be installed from there (${stderr.trim().split('\n')[0]})`;
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/**
 * Starts a registry that takes everything but our own packages from the one that npm uses here. Where that cannot be,
 * it says so and ends the process: nothing of ours has failed.
 *
 * @returns address, how to publish a tarball, and how to stop
 */
export async function startRegistry() {
  const uplink = await upstream();
  const why = uplink
    ? await install()
    : 'no npm registry answers, and the packages’ dependencies come from one';
  if (why !== null) {
    say(`Skipped: ${why}.`);
    process.exit(0);
  }
  const storage = join(home, 'storage');
  // Only what was fetched from elsewhere is kept.
  for (const own of ['@mimmx', 'create-mimmx']) rmSync(join(storage, own), { recursive: true, force: true });
  const ours = { access: '$all', publish: '$all', unpublish: '$all' };
  const config = {
    storage,
    uplinks: { upstream: { url: uplink, maxage: '24h', timeout: '60s', max_fails: 20 } },
    packages: { '@mimmx/*': ours, 'create-mimmx': ours, '**': { access: '$all', proxy: 'upstream' } },
    max_body_size: '300mb',
    web: { enable: false },
    log: { type: 'stdout', level: 'error' },
  };
  const file = join(home, 'config.yaml');
  writeFileSync(file, JSON.stringify(config));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(pinned('node'), [bin, '--config', file, '--listen', url.slice(7)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = () => child.kill();
  process.on('exit', stop);
  for (let i = 0; ; i++) {
    if (
      await fetch(`${url}/-/ping`).then(
        (r) => r.ok,
        () => false,
      )
    )
      break;
    if (i > 900 || child.exitCode !== null) throw new Error('verdaccio does not start');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    stop,
    async publish(tarballs) {
      const npmrc = join(home, 'publish.npmrc');
      writeFileSync(npmrc, `//127.0.0.1:${port}/:_authToken=anybody\n`);
      await publish(tarballs, { cwd: home, registry: url, userconfig: npmrc });
    },
  };
}
