import { Worker } from 'node:worker_threads';
import type { Finding, Portion, Tally } from './worker.ts';

/** An input that takes longer than this on the clock hangs. */
const HANGS_MS = 60_000;
/** Memory of the process above what it had at the beginning. */
const MOST_MB = 1000;
const WATCH_MS = 50;

export interface RecordsReport {
  readonly done: number;
  readonly accepted: number;
  readonly refused: number;
  readonly next: number;
  readonly findings: readonly Finding[];
  /** Peak of the resident memory, in MB. */
  readonly peak: number;
}

const resident = (): number => process.memoryUsage.rss() / 1e6;

/** Reads mutants one after the other in a thread that is watched, for a time. */
export async function readRecords({
  onFinding,
  ...options
}: {
  readonly seed: number;
  readonly from: number;
  /** How long, ms; infinite if a number of inputs is asked for. */
  readonly budget: number;
  readonly count: number;
  readonly only: string | null;
  /** Hears of each as it is found. */
  readonly onFinding?: (finding: Finding) => void;
}): Promise<RecordsReport> {
  const findings: Finding[] = [];
  const note = (finding: Finding): void => {
    findings.push(finding);
    onFinding?.(finding);
  };
  const total = { done: 0, accepted: 0, refused: 0, next: options.from };
  let peak = 0;
  let left = options.budget;
  const to = options.from + options.count;
  while (left > 0 && total.next < to) {
    const now = new SharedArrayBuffer(16);
    const state = new Float64Array(now);
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { ...options, budget: left, from: total.next, to, now } satisfies Portion,
      resourceLimits: { maxOldGenerationSizeMb: 900 },
    });
    let base = 0;
    let began = 0;
    const tally = await new Promise<Tally | null>((resolve) => {
      const stop = (what: string) => {
        note({ input: state[0]!, target: '', what });
        void worker.terminate();
        resolve(null);
      };
      const watch = setInterval(() => {
        if (state[1] === 0) return;
        began ||= Date.now();
        base ||= resident();
        peak = Math.max(peak, resident());
        if (resident() - base > MOST_MB) stop(`took ${Math.round(resident() - base)} MB`);
        else if (Date.now() - state[1]! > HANGS_MS) stop('hangs');
      }, WATCH_MS);
      worker.on('message', (message: Finding | { tally: Tally }) => {
        if ('tally' in message) resolve(message.tally);
        else note(message);
      });
      worker.on('error', (error) => stop(`ended the thread: ${error.message}`));
      worker.on('exit', () => {
        clearInterval(watch);
        resolve(null);
      });
    });
    await worker.terminate();
    const done = tally?.done ?? Math.max(0, state[0]! + 1 - total.next);
    total.done += done;
    total.accepted += tally?.accepted ?? 0;
    total.refused += tally?.refused ?? 0;
    total.next += done;
    if (began === 0) break;
    left -= Date.now() - began;
  }
  return { ...total, findings, peak };
}
