import type { OptionsByName } from '@mimmx/core';
import type { plugin } from './plugin.ts';

declare module '@mimmx/core' {
  interface EstimatorOptions extends OptionsByName<typeof plugin, 'estimator'> {}
}
