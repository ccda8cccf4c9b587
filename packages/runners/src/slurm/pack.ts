import { MimmxError } from '@mimmx/core/contracts';
import type { Piece } from '../contract.ts';
import type { Limits } from './limits.ts';

/** Share of a time limit that a task may be planned to take. */
const USED = 0.8;

/** Pieces of one task, in the order in which it does them. */
export type Task = readonly string[];

export interface Packing {
  /** Arrays of tasks, each of a size that the cluster takes. */
  readonly arrays: readonly (readonly Task[])[];
  /** Pieces of a task at most, chains of pieces counted whole. */
  readonly perTask: number;
}

export interface PackSetting {
  readonly limits: Limits;
  /** Jobs of this user that the cluster has already. */
  readonly queued: number;
  /** Seconds of a piece; null where it was not measured: then each has a task of its own. */
  readonly seconds: number | null;
  /** Seconds that a task should last at least. */
  readonly atLeast: number;
  /** Seconds that a task may last at most; it then goes on in a queue of its own. */
  readonly atMost: number | null;
}

/** Pieces that start from others stay behind them, in one task: Slurm knows nothing of them. */
export function chainsOf(pieces: readonly Piece[]): Task[] {
  const asked = new Set(pieces.map(({ id }) => id));
  const chains = new Map<string, string[]>();
  const headOf = new Map<string, string>();
  for (const { id, after } of pieces) {
    const head = after !== undefined && asked.has(after) ? (headOf.get(after) ?? after) : id;
    headOf.set(id, head);
    chains.set(head, [...(chains.get(head) ?? []), id]);
  }
  return [...chains.values()];
}

/**
 * Puts pieces together into tasks until a task lasts long enough to be worth starting, and more if the cluster would
 * not take so many tasks; then parts the tasks into arrays of a size that it takes.
 *
 * @throws E_SLURM_LIMIT if this user may submit nothing more at present
 */
export function pack(pieces: readonly Piece[], setting: PackSetting): Packing {
  const { limits, queued, seconds, atLeast, atMost } = setting;
  const room = Math.min(limits.maxSubmitJobs ?? Number.POSITIVE_INFINITY, limits.maxJobCount) - queued;
  if (room < 1) {
    throw new MimmxError(
      'E_SLURM_LIMIT',
      `This cluster lets you have ${Math.min(limits.maxSubmitJobs ?? limits.maxJobCount, limits.maxJobCount)} jobs, and ${queued} are there. Wait for some to end (squeue --me), then run again.`,
    );
  }
  const chains = chainsOf(pieces);
  const wanted = seconds === null || seconds <= 0 ? 1 : Math.ceil(atLeast / seconds);
  const fits = seconds === null || atMost === null ? wanted : Math.floor((atMost * USED) / seconds);
  const perTask = Math.max(1, Math.min(wanted, Math.max(1, fits)), Math.ceil(chains.length / room));
  const tasks: string[][] = [];
  for (let i = 0; i < chains.length; i += perTask) tasks.push(chains.slice(i, i + perTask).flat());
  const arrays: string[][][] = [];
  for (let i = 0; i < tasks.length; i += limits.maxArraySize)
    arrays.push(tasks.slice(i, i + limits.maxArraySize));
  return { arrays, perTask };
}
