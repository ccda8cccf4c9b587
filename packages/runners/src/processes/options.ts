import { option, options } from '@mimmx/core';
import { z } from 'zod';

export const processesOptions = options({
  parallel: option(z.number().int().min(1).max(256), {
    absent: 'one for each core',
    description: 'Pieces at a time, each in a process of its own.',
  }),
  cpus: option(z.number().int().positive(), {
    absent: 'the cores shared among them',
    description: 'Threads of each process.',
  }),
});
export type ProcessesOptions = z.output<typeof processesOptions>;
