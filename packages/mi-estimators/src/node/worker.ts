import { parentPort, workerData } from 'node:worker_threads';
import { type BackendModule, type Job, openBackend, runJob } from './job.ts';

/** Runs the jobs that the parent sends, one after the other. */
const backend = await openBackend((workerData as { backend?: BackendModule }).backend);
parentPort!.on('message', async (job: Job) => {
  try {
    parentPort!.postMessage({ result: await runJob(job, backend) });
  } catch (error) {
    parentPort!.postMessage({ error: error instanceof Error ? error.message : String(error), key: job.key });
  }
});
parentPort!.postMessage({ ready: true });
