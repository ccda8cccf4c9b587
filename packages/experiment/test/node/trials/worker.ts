// A process that opens a run and trains its trials beside others: node worker.ts FOLDER CONFIG SEEDS
import { openRun } from '../../../src/node/run/index.ts';
import { trialOf } from '../../trial/example.ts';
import { environment } from '../run-example.ts';
import { train } from './training.ts';

const [folder = '', config = '{}', count = '1'] = process.argv.slice(2);
const trials = Array.from({ length: Number(count) }, (_, i) => trialOf(i + 1));
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Ids that this process finished. */
const finished: string[] = [];
try {
  const run = await openRun(folder, JSON.parse(config), environment);
  const store = run.trials;
  const open = new Set(trials);
  while (open.size > 0) {
    for (const trial of open) {
      const lease = await store.claim(trial);
      if (lease) {
        await train(lease, () => sleep(1));
        finished.push(trial.id);
      }
      const { kind } = await store.state(trial.id);
      // Killed at random, a trial may look poisoned.
      if (kind === 'failed') await store.retry(trial.id);
      if (kind === 'done') open.delete(trial);
    }
    await sleep(5);
  }
  const task = { y: { name: 'y', kind: 'categorical', classes: 2, labels: ['a', 'b'] }, z: [] } as const;
  await run.conclude({ summary: { trials: trials.length }, task, trials, store });
  console.log(JSON.stringify({ opened: run.opened, finished }));
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
