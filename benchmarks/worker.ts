import { readFileSync } from 'node:fs';
import { createDataPool, type Trial } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { serveTrials } from '@mimmx/runners/trials';
import { createBackend } from './backend.ts';
import { registry } from './registry.ts';

// Trains, on one thread, what it is handed of the trials of a grid: node worker.ts FILE_OF_THE_TASK
const { trials, store } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as {
  readonly trials: readonly Trial[];
  readonly store: string;
};
process.exitCode = await serveTrials(trials, {
  registry,
  backend: await createBackend(),
  store: folderTrials(store),
  data: createDataPool(registry, process.cwd()),
});
