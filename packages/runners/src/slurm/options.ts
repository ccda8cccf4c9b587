import { option, options } from '@mimmx/core';
import { z } from 'zod';

/** `2:30:00`, `30:00`, `1-12:00:00`, or minutes: as Slurm reads it. */
const TIME = /^(\d+|(\d+-)?\d+(:\d{1,2}){1,2}|\d+-\d+)$/;
const word = z.string().regex(/^[\w.@:,+/=-]+$/, 'use letters, digits and . @ : , + / = - _');

export const slurmOptions = options({
  time: option(z.union([z.number().int().positive(), z.string().regex(TIME, 'write e.g. "2:00:00"')]), {
    absent: "the partition's",
    description:
      'Most time of one task, `H:MM:SS` or minutes. 90 seconds before it ends, the trial at hand is saved and queued again.',
  }),
  memory: option(z.string().regex(/^\d+[KMGT]?$/, 'write e.g. "8G"'), {
    absent: "the partition's",
    description: 'Memory of one task, e.g. `8G`.',
  }),
  cpus: option(z.number().int().positive(), {
    default: 1,
    description: 'Cores of one task, and threads of its training.',
  }),
  gpus: option(z.union([z.number().int().nonnegative(), word]), {
    absent: 'none',
    description: 'GPUs of one task, a number or with their kind: `a100:1`.',
  }),
  partition: option(word, {
    absent: "the cluster's default",
    description: 'Partition that tasks are sent to.',
  }),
  account: option(word, {
    absent: "the user's default",
    description: 'Account that tasks are charged to.',
  }),
  qos: option(word, { absent: "the account's default", description: 'Quality of service.' }),
  parallel: option(z.number().int().positive(), {
    absent: 'no limit but the cluster’s',
    description: 'Most tasks at a time.',
  }),
  packMinutes: option(z.number().nonnegative(), {
    default: 10,
    description: 'Short trials are put together until a task lasts so long, in minutes. 0: one trial a task.',
  }),
  setup: option(z.array(z.string().regex(/^[^\r\n]*$/, 'one line each')), {
    default: [],
    description: 'Lines of the job script before the training, e.g. `module load nodejs/22`.',
  }),
  sbatch: option(z.array(z.string().regex(/^--?[^\r\n]+$/, 'write e.g. "--exclude=node7"')), {
    default: [],
    description: 'Further `#SBATCH` options, e.g. `--exclude=node7`.',
  }),
});
export type SlurmOptions = z.output<typeof slurmOptions>;

/** Seconds of a time as Slurm writes it. */
export function secondsOf(time: number | string): number {
  if (typeof time === 'number') return time * 60;
  const [days, rest] = time.includes('-') ? time.split('-') : ['0', time];
  const parts = (rest ?? '0').split(':').map(Number);
  // After days: hours first. Alone: minutes; two parts: minutes and seconds.
  const [a = 0, b = 0, c = 0] = parts;
  if (time.includes('-')) return Number(days) * 86_400 + a * 3600 + b * 60 + c;
  if (parts.length === 1) return a * 60;
  return parts.length === 2 ? a * 60 + b : a * 3600 + b * 60 + c;
}
