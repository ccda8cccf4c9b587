// What a stranger has: an empty folder, Node, npm, and one registry. Nothing of this repository is within reach.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.mjs';

const caches = join(root, 'node_modules', '.cache', 'mimmx');

/** Where pnpm keeps what it fetched. */
export const pnpmStore = join(caches, 'pnpm-store');

/** npx keeps what it installed by its name alone: of our own packages, an older build. */
function forgetOurs() {
  const kept = join(caches, 'npm', '_npx');
  for (const name of existsSync(kept) ? readdirSync(kept) : []) {
    const manifest = join(kept, name, 'package.json');
    if (!existsSync(manifest) || /mimmx/.test(readFileSync(manifest, 'utf8')))
      rmSync(join(kept, name), { recursive: true });
  }
}

/** The environment of a stranger; any address but the registry's leads nowhere. */
export function strangersEnvironment(folder, registry) {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  forgetOurs();
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

/**
 * Starts a line that goes on until it is stopped.
 *
 * @param ready what it prints when it can be used
 * @returns the match of `ready`, and how to stop it with all that it started
 */
export function startLine(line, ready, { cwd, env, timeout = 300_000 }) {
  // A group of its own: npx starts others, and they end together.
  const child = spawn('bash', ['-c', line], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended.
    }
  };
  process.on('exit', stop);
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (why) => {
      clearTimeout(timer);
      stop();
      reject(new Error(`${line}: ${why}\n${text.split('\n').slice(-12).join('\n')}`));
    };
    const timer = setTimeout(fail, timeout, `nothing that says ${ready} in ${timeout / 1000} s`);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece) => {
        text += piece;
        const match = ready.exec(text);
        if (!match) return;
        clearTimeout(timer);
        resolve({ match, stop });
      });
    }
    child.on('error', (error) => fail(error.message));
    child.on('close', (status) => fail(`ended with status ${status}`));
  });
}
