import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, JobResult } from './job.ts';
import { openLedger } from './ledger.ts';
import { runPool, type Spreading } from './pool.ts';

/** Where results go, how jobs are spread, and who is told. */
export interface RunSettings extends Spreading {
  /** Folder for the results, and for the ledger that lets a stopped run go on. */
  readonly folder: string;
  readonly onProgress?: (done: number, of: number, last: string) => void;
}

/** A job that did not come to an end. */
export interface Failure {
  readonly key: string;
  readonly message: string;
}

/** Runs the jobs that the folder's ledger does not hold yet. Returns all that it holds then, and what failed. */
export async function runJobs(
  jobs: readonly Job[],
  { folder, onProgress, ...spreading }: RunSettings,
): Promise<{ readonly done: ReadonlyMap<string, JobResult>; readonly failures: readonly Failure[] }> {
  mkdirSync(folder, { recursive: true });
  const ledger = openLedger(join(folder, 'ledger.jsonl'));
  const missing = jobs.filter(({ key }) => !ledger.done.has(key));
  const failures: Failure[] = [];
  let count = jobs.length - missing.length;
  const tell = (key: string) => onProgress?.(++count, jobs.length, key);
  await runPool(missing, {
    ...spreading,
    onResult(result) {
      ledger.add(result);
      tell(result.key);
    },
    onFailure(key, message) {
      failures.push({ key, message });
      tell(key);
    },
  });
  return { done: ledger.done, failures };
}
