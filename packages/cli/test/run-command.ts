import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The config of the toy runs, whose plugin lies beside it. */
export const toyConfig = path('fixtures/mimmx.config.mjs');

/** Says that the plugin of the toy runs may be loaded, which a run alone must not decide. */
export const allowToy: readonly string[] = ['--plugins', './toy-plugin.ts'];

/** A Node that runs TypeScript: the one that runs the tests, or the pinned one. */
const pinned = path('../../../node_modules/node/bin/node');
const stripsTypes = Boolean((process.features as { typescript?: unknown }).typescript);
const node = stripsTypes || !existsSync(pinned) ? process.execPath : pinned;

/** Command line that starts the real `mimmx` from its sources. */
export const mimmx: readonly string[] = [node, '--conditions=@mimmx/source', path('../src/bin.ts')];

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that was started: its process, and what it comes to. */
export interface Started {
  readonly child: ChildProcess;
  readonly done: Promise<Outcome>;
}

/** Starts a program without a terminal. */
export function start(
  [program = '', ...args]: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Started {
  // Whoever runs the tests by npx has not called the command so.
  const { NODE_OPTIONS: _, npm_command: __, npm_lifecycle_event: ___, ...inherited } = process.env;
  const env = { ...inherited, ...more };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (piece) => {
    text.stdout += piece;
  });
  child.stderr?.setEncoding('utf8').on('data', (piece) => {
    text.stderr += piece;
  });
  const done = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...text }));
  });
  return { child, done };
}

/** Runs `mimmx` to its end. */
export const run = (args: readonly string[], cwd: string): Promise<Outcome> =>
  start([...mimmx, ...args], cwd).done;

/** A new folder with a space in its name. */
export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'mimmx cli-'));
}

export const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
