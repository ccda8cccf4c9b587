import { parentPort, workerData } from 'node:worker_threads';
import { type Job, runJob } from './job.ts';
import { findEstimators, openBackend, type Surroundings } from './surroundings.ts';

/** Runs the jobs that the parent sends, one after the other. */
const { backend: wanted, plugins } = workerData as Surroundings;
const backend = await openBackend(wanted);
const find = await findEstimators(plugins);
parentPort!.on('message', async (job: Job) => {
  try {
    parentPort!.postMessage({ result: await runJob(job, find, backend) });
  } catch (error) {
    parentPort!.postMessage({ error: error instanceof Error ? error.message : String(error), key: job.key });
  }
});
parentPort!.postMessage({ ready: true });
