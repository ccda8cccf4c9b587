import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const toy = path('../../packages/cli/test/fixtures/mimmx.config.mjs');

/** A command that was started. */
export interface Started {
  readonly child: ChildProcess;
  readonly done: Promise<{ readonly status: number | null; readonly said: string }>;
}

/** Starts `mimmx train` of the toy run in a folder. */
export function train(out: string, more: readonly string[] = []): Started {
  const args = [
    '--conditions=@mimmx/source',
    path('../../packages/cli/src/bin.ts'),
    'train',
    toy,
    '--out',
    out,
    ...more,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece) => (said = (said + piece).slice(-8000)));
  return { child, done: new Promise((resolve) => child.on('close', (status) => resolve({ status, said }))) };
}

/** What must not differ between two runs of one config: all but times, as a hash; null if the run is not finished. */
export async function imageOf(run: string): Promise<string | null> {
  if (!existsSync(join(run, 'record.json'))) return null;
  const hash = createHash('sha256');
  for (const name of ['config.json', 'metrics.jsonl', 'predictions.csv', 'features.npy', 'features.csv'])
    hash.update(name).update(await readFile(join(run, name)));
  const trials = join(run, 'trials');
  for (const shard of (await readdir(trials)).sort())
    for (const id of (await readdir(join(trials, shard))).sort())
      hash.update(id).update(await readFile(join(trials, shard, id, 'done', 'result', 'weights.bin')));
  return hash.digest('hex');
}

/** Names that a finished run leaves; what kills and others left half-written is none of them. */
export async function leftOver(run: string): Promise<string[]> {
  const names = await readdir(run, { recursive: true });
  return names.filter((name) => /\.(?:partial|next|previous)$|held-|free-/.test(name));
}

/** How far a run had come by what lies in its folder, for the tally of where signals fell. */
export async function phaseOf(run: string): Promise<string> {
  const names = await readdir(run, { recursive: true }).catch((): string[] => []);
  if (names.includes('record.json')) return 'with its record';
  if (names.includes('predictions.csv') || names.includes('metrics.jsonl')) return 'writing its record';
  const trials = names.filter((name) => name.endsWith('trial.json')).length;
  const done = names.filter((name) => name.endsWith(join('done', 'result'))).length;
  if (trials === 0) return names.length > 0 ? 'opened' : 'before it was opened';
  if (done > 0) return done < trials ? 'between trials' : 'with all trials seen so far done';
  return names.some((name) => name.endsWith('checkpoint')) ? 'training' : 'before its first checkpoint';
}
