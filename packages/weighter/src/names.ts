import type { OptionsOf } from '@mimmx/core';
import type { plugin } from './plugin.ts';

declare module '@mimmx/core' {
  interface WeighterOptions extends OptionsOf<typeof plugin, 'weighter'> {}
  interface BalancerOptions extends OptionsOf<typeof plugin, 'balancer'> {}
}
