import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Finding, Portion, Tally } from './worker.ts';

/** An input that takes longer than this on the clock hangs; its thread is ended and the next one goes on behind it. */
const HANGS_MS = 60_000;
/** Memory of the process above what it had after its first inputs. */
const MOST_MB = 1000;
const WATCH_MS = 20;

export interface MutantsOptions {
  readonly seed: number;
  readonly count: number;
  /** Number of the first input, to go on where another run ended. */
  readonly from?: number;
  /** One kind of file alone. */
  readonly only?: string | null;
  /** How long inputs are read at most, ms. */
  readonly budget?: number;
  onProgress?(done: number): void;
  /** Hears of each as it is found. */
  onFinding?(finding: Finding): void;
}

export interface MutantsReport extends Tally {
  /** Inputs that were read or refused. */
  readonly done: number;
  readonly findings: readonly Finding[];
  /** Peak of the resident memory, in MB. */
  readonly peak: number;
}

/** Bytes of this process in memory, in MB. */
const resident = (): number => process.memoryUsage.rss() / 1e6;

/** Reads damaged files one after the other in a thread that is watched. */
export async function readMutants({
  seed,
  count,
  from = 0,
  only = null,
  budget = Number.POSITIVE_INFINITY,
  onProgress,
  onFinding,
}: MutantsOptions): Promise<MutantsReport> {
  const findings: Finding[] = [];
  const note = (finding: Finding): void => {
    findings.push(finding);
    onFinding?.(finding);
  };
  const total = { read: 0, refused: 0, cut: 0 };
  let next = from;
  let peak = 0;
  const to = from + count;
  const end = Date.now() + budget;
  const progress = (input: number) => onProgress?.(input - from);
  while (next < to && Date.now() < end) {
    const work = { seed, from: next, to, step: 1, only, budget: end - Date.now() };
    const { tally, stoppedAt, peak: own } = await portion(work, note, progress);
    peak = Math.max(peak, own);
    total.read += tally.read;
    total.refused += tally.refused;
    total.cut += tally.cut;
    next = stoppedAt ?? tally.next;
  }
  return { ...total, done: next - from, next, findings, peak };
}

function portion(
  work: Omit<Portion, 'now'>,
  note: (finding: Finding) => void,
  onProgress: (input: number) => void,
): Promise<{ tally: Tally; stoppedAt: number | null; peak: number }> {
  const now = new SharedArrayBuffer(16);
  const state = new Float64Array(now);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { ...work, now } satisfies Portion,
  });
  return new Promise((resolve) => {
    let [base, peak, told] = [0, 0, -1];
    let tally: Tally = { next: work.to, read: 0, refused: 0, cut: 0 };
    let stoppedAt: number | null = null;
    const stop = (what: string) => {
      note({ input: state[0]!, target: '', what });
      stoppedAt = state[0]! + work.step;
      void worker.terminate();
    };
    const watch = setInterval(() => {
      const [input, began] = state as unknown as [number, number];
      if (began === 0) return;
      if (input > work.from + 200 && base === 0) base = resident();
      peak = Math.max(peak, resident());
      if (base > 0 && peak > base + MOST_MB && told !== input) {
        told = input;
        note({
          input,
          target: '',
          what: `memory: ${Math.round(peak)} MB, ${Math.round(base)} before`,
        });
        base = peak;
      }
      if (Date.now() - began > HANGS_MS && stoppedAt === null) stop('hangs');
      onProgress(input);
    }, WATCH_MS);
    worker.on('message', (message: Finding | { tally: Tally }) => {
      if ('tally' in message) tally = message.tally;
      else note(message);
    });
    worker.on('error', (error) => {
      note({ input: state[0]!, target: '', what: `the thread died: ${error.message}` });
      stoppedAt ??= state[0]! + work.step;
    });
    worker.on('exit', () => {
      clearInterval(watch);
      resolve({ tally, stoppedAt, peak });
    });
  });
}

/** Keeps an input as a file, to be looked at. */
export async function keepInput(
  seed: number,
  input: number,
  only: string | null,
  folder: string,
): Promise<string> {
  const { inputOf } = await import('./worker.ts');
  const { target, bytes } = inputOf(seed, input, only);
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${seed}-${input}.${target.name}`;
  writeFileSync(path, bytes);
  return readFileSync(path).length === bytes.length ? path : '';
}
