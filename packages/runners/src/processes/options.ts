import { z } from 'zod';

export const processesOptions = z.strictObject({
  /** Pieces at a time, each in a process of its own; one for each core if absent. */
  parallel: z.number().int().min(1).max(256).optional(),
  /** Threads of each process; the cores shared among them if absent. */
  cpus: z.number().int().positive().optional(),
});
export type ProcessesOptions = z.output<typeof processesOptions>;
