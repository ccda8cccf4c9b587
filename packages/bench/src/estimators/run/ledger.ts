import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { JobResult } from './job.ts';

/** Estimates already made, one JSON line each, so that a stopped benchmark goes on where it was. */
export interface Ledger {
  readonly done: ReadonlyMap<string, JobResult>;
  add(result: JobResult): void;
}

/** Opens the ledger of a file; a last line that was cut off by a kill is dropped. */
export function openLedger(path: string): Ledger {
  const done = new Map<string, JobResult>();
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  for (const line of text.split('\n')) {
    try {
      const result = JSON.parse(line) as JobResult;
      done.set(result.key, result);
    } catch {
      // Cut off, or the empty end: that estimate is made again.
    }
  }
  if (text && !text.endsWith('\n')) appendFileSync(path, '\n');
  return {
    done,
    add(result) {
      done.set(result.key, result);
      appendFileSync(path, `${JSON.stringify(result)}\n`);
    },
  };
}
