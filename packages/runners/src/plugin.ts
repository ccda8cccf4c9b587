import { definePlugin, type KindDefinition, type OptionsOf } from '@mimmx/core/contracts';
import { RUNNER_CONTRACT } from './contract.ts';
import { processes } from './processes/index.ts';
import { queue } from './queue/index.ts';
import { slurm } from './slurm/index.ts';

/** Places where pieces of work run. */
export const runnerKind: KindDefinition = { name: 'runner', contract: RUNNER_CONTRACT };

/** Processes of this machine, Slurm, and a Redis queue. */
export const plugin = definePlugin({
  name: '@mimmx/runners',
  kinds: [runnerKind],
  provides: [processes, slurm, queue],
});

// By the package's public name: one by a path is lost when declarations are bundled.
declare module '@mimmx/runners' {
  interface RunnerOptions extends OptionsOf<typeof plugin, 'runner'> {}
}
