import type { OptionsByName } from '@mimmx/core';
import type { plugin } from './plugin.ts';

declare module '@mimmx/core' {
  interface WeighterOptions extends OptionsByName<typeof plugin, 'weighter'> {}
  interface BalancerOptions extends OptionsByName<typeof plugin, 'balancer'> {}
}
