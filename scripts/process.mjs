import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

/** A tool of the lockfile. `node` is one of them: the machine's own may be too old for the others. */
export const pinned = (tool) => join(bin, windows && tool !== 'node' ? `${tool}.cmd` : tool);

export const say = (line) => console.log(`> ${line}`);

/**
 * Runs a program to its end, its output shown, the tools of the lockfile first on PATH. Gives its exit status.
 * Ctrl-C reaches the program from the terminal: it may save its work, and this waits for it.
 */
export function run(program, args, { cwd = root, env = {} } = {}) {
  const child = spawn(program, args, {
    cwd,
    stdio: 'inherit',
    shell: program.endsWith('.cmd'),
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ...env },
  });
  const wait = () => {};
  const terminate = () => child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', terminate);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`Cannot start ${program}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? 130 : 1)));
  }).finally(() => process.off('SIGINT', wait).off('SIGTERM', terminate));
}

/** Runs pnpm at the version of package.json, through the npx that belongs to the npm that started this. */
export function pnpm(version, args, options) {
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: nothing here is a task of turbo.
  const script = process.env.npm_execpath && join(dirname(process.env.npm_execpath), 'npx-cli.js');
  const [program, first] =
    script && existsSync(script) ? [process.execPath, [script]] : [windows ? 'npx.cmd' : 'npx', []];
  return run(program, [...first, '--yes', version, ...args], options);
}
