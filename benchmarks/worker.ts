import { createDataPool, runTrials, type Trial } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { registry } from './registry.ts';

// Trains, on one thread, what it can claim of the trials that the parent process sends.
// A grid that was stopped takes its workers along.
process.on('disconnect', () => process.exit());
process.on('message', async ({ trials, store }: { trials: Trial[]; store: string }) => {
  const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
  await backend.setup();
  const data = createDataPool(registry, process.cwd());
  const setting = { registry, backend, store: folderTrials(store), data };
  const onProgress = (progress: { kind: string }) => {
    if (progress.kind === 'finished') process.send?.(progress);
  };
  try {
    await runTrials(trials, { ...setting, onProgress }, { wait: false });
    process.send?.({ kind: 'done' });
  } catch (error) {
    process.send?.({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
  }
});
