import { createDataPool, runTrials, type Trial } from '@mimmx/experiment';
import { folderTrials, reportToParent } from '@mimmx/experiment/node';
import { createBackend } from './backend.ts';
import { registry } from './registry.ts';

// Trains, on one thread, what it can claim of the trials that the parent process sends.
// A grid that was stopped takes its workers along.
process.on('disconnect', () => process.exit());
process.on('message', async ({ trials, store }: { trials: Trial[]; store: string }) => {
  const setting = {
    registry,
    backend: await createBackend(),
    store: folderTrials(store),
    data: createDataPool(registry, process.cwd()),
    onProgress: reportToParent(),
  };
  try {
    await runTrials(trials, setting, { wait: false });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  process.disconnect();
});
