import { z } from 'zod';

/** `2:30:00`, `30:00`, `1-12:00:00`, or minutes: as Slurm reads it. */
const TIME = /^(\d+|(\d+-)?\d+(:\d{1,2}){1,2}|\d+-\d+)$/;
const word = z.string().regex(/^[\w.@:,+/=-]+$/, 'use letters, digits and . @ : , + / = - _');

export const slurmOptions = z.strictObject({
  /** Most time of one task, `H:MM:SS` or minutes. 90 seconds before it ends, the trial at hand is saved and queued again. */
  time: z.union([z.number().int().positive(), z.string().regex(TIME, 'write e.g. "2:00:00"')]).optional(),
  /** Memory of one task, e.g. `8G`. */
  memory: z
    .string()
    .regex(/^\d+[KMGT]?$/, 'write e.g. "8G"')
    .optional(),
  /** Cores of one task, and threads of its training. */
  cpus: z.number().int().positive().default(1),
  /** GPUs of one task, a number or with their kind: `a100:1`. */
  gpus: z.union([z.number().int().nonnegative(), word]).optional(),
  partition: word.optional(),
  account: word.optional(),
  /** Quality of service. */
  qos: word.optional(),
  /** Most tasks at a time; no limit but the cluster's if absent. */
  parallel: z.number().int().positive().optional(),
  /** Short trials are put together until a task lasts so long, in minutes. 0: one trial a task. */
  packMinutes: z.number().nonnegative().default(10),
  /** Lines of the job script before the training, e.g. `module load nodejs/22`. */
  setup: z.array(z.string().regex(/^[^\r\n]*$/, 'one line each')).default([]),
  /** Further `#SBATCH` options, e.g. `--exclude=node7`. */
  sbatch: z.array(z.string().regex(/^--?[^\r\n]+$/, 'write e.g. "--exclude=node7"')).default([]),
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
