import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { generator, mutate } from './mutate.ts';
import { attempt, LARGE_EVERY, type Target, targets, Wrong } from './targets.ts';

/** What a thread is asked to do: the inputs of these numbers, `step` apart. */
export interface Portion {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly only: string | null;
  /** How long inputs are read, ms; loading what reads them does not count. */
  readonly budget: number;
  /** Two numbers that the watcher reads: the input that is read, and when that began (milliseconds). */
  readonly now: SharedArrayBuffer;
}

/** What an input did that none may do. */
export interface Finding {
  readonly input: number;
  readonly target: string;
  readonly what: string;
}

export interface Tally {
  /** The number behind that of the last input. */
  readonly next: number;
  readonly read: number;
  readonly refused: number;
  readonly cut: number;
}

/** Processor time that an input may take. */
const SLOW_MS = 2000;
/** Every so many inputs one is cut within its pixels instead. */
const CUT_EVERY = 16;
/** Texts that stand in identifying tags of the seeds. */
const SECRET = /SECRET|JANE|19010203/;
/** What programs say, not what a person can act on. */
const RAW =
  /undefined|null|is not a function|is not iterable|outside the bounds|Cannot |Invalid (?:array|typed)/;

/** The bytes of an input by its number, and what they are of. */
export function inputOf(
  seed: number,
  input: number,
  only: string | null,
): { target: Target; bytes: Buffer; cut: boolean } {
  const random = generator(Math.imul(seed, 0x9e3779b1) ^ input);
  const chosen = targets.filter(({ name }) => only === null || name === only);
  const target = chosen[input % chosen.length]!;
  if (target.cut && Math.floor(input / chosen.length) % CUT_EVERY === 0)
    return { target, bytes: target.cut(random), cut: true };
  const seeds = (target.large?.length && random() < 1 / LARGE_EVERY ? target.large : null) ?? target.seeds;
  const seedOf = () => seeds[Math.floor(random() * seeds.length)]!;
  const bytes = mutate(seedOf(), random, seedOf());
  return { target, bytes: target.mend?.(bytes, random) ?? bytes, cut: false };
}

/** Why what a reader did is a finding, or null. */
function wrongWith(error: unknown, cut: boolean): string | null {
  if (error === null) return cut ? 'a short frame was accepted' : null;
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  const message = error.message.split('\n')[0]!;
  if (error instanceof Wrong) return message;
  // Threads hand on the first line alone, as the pool of threads does.
  if (SECRET.test(message)) return `told of a patient: ${message}`;
  if (error.constructor.name === 'TypeError' || RAW.test(message))
    return `raw: ${error.constructor.name}: ${message.slice(0, 200)}`;
  return null;
}

async function work({ seed, from, to, step, only, budget, now }: Portion): Promise<Tally> {
  // In memory where there is such a place.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mimmx-fuzz-'));
  const state = new Float64Array(now);
  const tally = { read: 0, refused: 0, cut: 0 };
  const until = Date.now() + budget;
  let input = from;
  process.on('unhandledRejection', (error) => {
    const { target } = inputOf(seed, state[0]!, only);
    // The library of Parquet throws beside what it hands back; its thread does not listen, either.
    if (target.name === 'table') return;
    const what = `threw where nobody listens: ${error}`;
    parentPort!.postMessage({ input: state[0]!, target: target.name, what } satisfies Finding);
  });
  try {
    for (; input < to && Date.now() < until; input += step) {
      const { target, bytes, cut } = inputOf(seed, input, only);
      state[1] = Date.now();
      state[0] = input;
      const before = process.cpuUsage();
      const error = await attempt(target, join(folder, String(input % 4)), bytes);
      const { user, system } = process.cpuUsage(before);
      const found = wrongWith(error, cut);
      if (error === null) tally.read++;
      else tally.refused++;
      if (cut) tally.cut++;
      const say = (what: string) =>
        parentPort!.postMessage({ input, target: target.name, what } satisfies Finding);
      if (found !== null) say(found);
      if ((user + system) / 1000 > SLOW_MS)
        say(`slow: ${Math.round((user + system) / 1000)} ms of processor time`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...tally, next: input };
}

if (parentPort) parentPort.postMessage({ tally: await work(workerData as Portion) });
