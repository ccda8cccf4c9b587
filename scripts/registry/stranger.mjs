// What a stranger has: an empty folder, Node, npm, and one registry. Nothing of this repository is within reach.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.mjs';

const caches = join(root, 'node_modules', '.cache', 'mimmx');

/** Where pnpm keeps what it fetched. */
export const pnpmStore = join(caches, 'pnpm-store');

/** The environment of a stranger; any address but the registry's leads nowhere. */
export function strangersEnvironment(folder, registry) {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH: process.env.PATH.split(':')
      .filter((place) => !place.startsWith(root))
      .join(':'),
    HOME: home,
    LANG: 'C.UTF-8',
    npm_config_registry: registry,
    npm_config_cache: join(caches, 'npm'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_noproxy: '127.0.0.1',
    YARN_CACHE_FOLDER: join(caches, 'yarn'),
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    http_proxy: nowhere,
    https_proxy: nowhere,
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    CI: 'true',
  };
}

/** Runs a program to its end. @returns status, what it printed, and how long it took in seconds */
export function call(program, args, { cwd, env, timeout = 600_000, input }) {
  const began = performance.now();
  const child = spawn(program, args, {
    cwd,
    env,
    timeout,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    stdout += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece) => {
    stderr += piece;
  });
  child.stdin?.end(input);
  return new Promise((resolve) => {
    const end = (status) => resolve({ status, stdout, stderr, seconds: (performance.now() - began) / 1000 });
    child.on('error', (error) => {
      stderr += error.message;
      end(127);
    });
    child.on('close', (status) => end(status ?? 1));
  });
}

/** Runs a line as it is printed somewhere, by the shell. */
export const callLine = (line, options) => call('bash', ['-c', line], options);
