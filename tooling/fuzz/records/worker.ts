import { parentPort, workerData } from 'node:worker_threads';
import { generator } from '../mutate.ts';
import { isUsersError, targets } from './targets.ts';

/** What a thread is asked to do: inputs from this number on, until then. */
export interface Portion {
  readonly seed: number;
  readonly from: number;
  /** How long inputs are read, ms; loading what reads them does not count. */
  readonly budget: number;
  /** Number behind that of the last input. */
  readonly to: number;
  readonly only: string | null;
  /** The number of the input that is read, and when that began: for whoever watches. */
  readonly now: SharedArrayBuffer;
}

/** What an input did that none may do. */
export interface Finding {
  readonly input: number;
  readonly target: string;
  readonly what: string;
}

export interface Tally {
  readonly done: number;
  readonly accepted: number;
  readonly refused: number;
  readonly next: number;
}

/** Processor time that an input may take. */
const SLOW_MS = 2000;

async function work({ seed, from, to, budget, only, now }: Portion): Promise<Tally> {
  const chosen = (await targets()).filter(({ name }) => only === null || name === only);
  const order = chosen.flatMap((target) => Array.from({ length: target.share }, () => target));
  if (order.length === 0) throw new Error(`no target "${only}"`);
  const state = new Float64Array(now);
  const until = Date.now() + budget;
  let [accepted, refused, input] = [0, 0, from];
  for (; input < to && Date.now() < until; input++) {
    const target = order[input % order.length]!;
    const random = generator(Math.imul(seed, 0x9e3779b1) ^ input);
    state[1] = Date.now();
    state[0] = input;
    const before = process.cpuUsage();
    const say = (what: string) =>
      parentPort!.postMessage({ input, target: target.name, what } satisfies Finding);
    try {
      await target.run(random);
      accepted++;
    } catch (error) {
      refused++;
      const { name = '', message = '', stack = '' } = error as Error;
      if (!isUsersError(error))
        say(`${name}: ${message.split('\n')[0]} ${stack.split('\n')[1]?.trim() ?? ''}`);
      else if (/E_INTERNAL|\bundefined\b.*\bproperties\b|is not a function/.test(message)) say(message);
    }
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 > SLOW_MS)
      say(`slow: ${Math.round((user + system) / 1000)} ms of processor time`);
  }
  return { done: input - from, accepted, refused, next: input };
}

if (parentPort) parentPort.postMessage({ tally: await work(workerData as Portion) });
