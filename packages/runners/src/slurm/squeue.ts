import type { EngineState } from '../contract.ts';
import { call, complaint } from './call.ts';

/** One line of `squeue`: a task, or the tasks of an array that wait together. */
export interface Queued {
  /** Number of the array. */
  readonly job: string;
  /** Tasks of it. */
  readonly tasks: readonly number[];
  readonly running: boolean;
  /** The node, or why it waits. */
  readonly where: string;
}

/** `3`, `0-7`, `1,4-6`, `0-9%4`, `0-8:2`. */
export function parseTasks(text: string): number[] {
  return text
    .replace(/%\d+$/, '')
    .split(',')
    .flatMap((part) => {
      const [, from, to, step] = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part) ?? [];
      if (from === undefined) return [];
      const list: number[] = [];
      for (let i = Number(from); i <= Number(to ?? from); i += Number(step ?? 1)) list.push(i);
      return list;
    });
}

/** Reads `squeue --noheader --format='%F|%K|%T|%N|%r'`. */
export const parseQueue = (text: string): Queued[] =>
  text
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => {
      const [job = '', tasks = '', state = '', node = '', reason = ''] = line.trim().split('|');
      const running = ['RUNNING', 'COMPLETING', 'STAGE_OUT', 'SUSPENDED', 'STOPPED'].includes(state);
      return {
        job,
        tasks: parseTasks(tasks),
        running,
        where: running ? node : reason,
      };
    });

/** Everything that this user has on the cluster: one call. @throws E_SLURM_MISSING */
export async function readQueue(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly queued: readonly Queued[]; readonly note: string | null }> {
  // SLURM_BITSTR_LEN: long lists of tasks are not to be shortened to "…".
  const own = { ...env, SLURM_BITSTR_LEN: '0' };
  const answer = await call('squeue', ['--me', '--noheader', '--format=%F|%K|%T|%N|%r'], own);
  if (answer.status !== 0) return { queued: [], note: `squeue does not answer: ${complaint(answer)}` };
  return { queued: parseQueue(answer.stdout), note: null };
}

/** A submission as it was kept: number of the array, and the pieces of its tasks. */
export interface Submission {
  readonly job: string;
  readonly tasks: readonly (readonly string[])[];
}

/** What the queue says of the pieces of these submissions. */
export function stateOf(
  submissions: readonly Submission[],
  queued: readonly Queued[],
  note: string | null,
): EngineState {
  const waiting = new Set<string>();
  const running = new Map<string, string>();
  const reasons = new Map<string, number>();
  const byJob = new Map(submissions.map((one) => [one.job, one.tasks]));
  for (const { job, tasks, running: runs, where } of queued) {
    const own = byJob.get(job);
    if (!own) continue;
    if (!runs && where !== '' && where !== 'None')
      reasons.set(where, (reasons.get(where) ?? 0) + tasks.length);
    for (const task of tasks) {
      for (const id of own[task] ?? []) {
        if (runs) running.set(id, where);
        else waiting.add(id);
      }
    }
  }
  for (const id of running.keys()) waiting.delete(id);
  return {
    waiting,
    running,
    notes: [
      ...(note === null ? [] : [note]),
      ...[...reasons].map(([reason, count]) => `Slurm: ${count} tasks wait (${reason})`),
    ],
  };
}
