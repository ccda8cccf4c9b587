import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPool } from '@mimmx/runners';
import { type GeneratorPiece, judgedOf } from './generator.ts';

/** Trains the generators that are not there yet, in processes of one thread. @throws Error if one fails */
export async function trainGenerators(all: readonly GeneratorPiece[], workers: number): Promise<void> {
  const left = all.filter((piece) => !judgedOf(piece));
  if (left.length === 0) return;
  for (const { folder } of left) mkdirSync(folder, { recursive: true });
  const task = mkdtempSync(join(tmpdir(), 'mimmx-generators-'));
  writeFileSync(join(task, 'task.json'), JSON.stringify(left));
  const worker = [join(import.meta.dirname, 'worker.ts'), join(task, 'task.json')];
  const work = {
    name: 'generators',
    folder: task,
    pieces: left.map(({ id }) => ({ id })),
    command: [process.execPath, ...process.execArgv, ...worker],
    cwd: process.cwd(),
  };
  let done = 0;
  const outcome = await runPool(work, {
    processes: Math.min(workers, left.length),
    env: { ...process.env, MIMMX_THREADS: '1' },
    on(event) {
      if (event.kind !== 'ended') return;
      if (event.ending === 'done') done++;
      console.error(`generator ${event.id}: ${event.message ?? event.ending} (${done} of ${left.length})`);
    },
  }).finally(() => rmSync(task, { recursive: true }));
  const [failed] = [...outcome.failed, ...outcome.left];
  if (failed) throw new Error(`Generator ${failed[0]}: ${failed[1]}`);
}
