import { availableParallelism } from 'node:os';
import { MimmxError } from '@mimmx/core/contracts';
import { defineRunner, IDLE } from '../contract.ts';
import { processesOptions } from './options.ts';
import { runPool } from './pool.ts';

/** Pieces in processes of this machine. They end with the command that began them. */
export const processes = defineRunner({
  name: 'processes',
  summary: 'Processes of this machine, one for each core',
  source: 'ours',
  options: processesOptions,
  create({ env }, { parallel, cpus }) {
    return {
      detached: false,
      check: async () => {},
      async run(work, setting = {}) {
        const cores = availableParallelism();
        const atOnce = Math.max(1, Math.min(parallel ?? cores, work.pieces.length));
        const threads = cpus ?? Math.max(1, Math.floor(cores / atOnce));
        const { on = () => {} } = setting;
        const { left, refused } = await runPool(work, {
          ...setting,
          processes: atOnce,
          env: { ...env, MIMMX_THREADS: String(threads) },
        });
        if (refused !== null) {
          throw new MimmxError('E_REFUSED', refused.replace(/^E_\w+: /, ''));
        }
        for (const [id, why] of left) on({ kind: 'note', message: `${id} is left: ${why}` });
      },
      state: async () => IDLE,
      cancel: async () => 'Processes of this machine end with the command that began them: Ctrl-C there.',
    };
  },
});
