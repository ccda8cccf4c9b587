import type { OptionsOf } from '@mimmx/core';
import type { plugin } from './plugin.ts';

declare module '@mimmx/core' {
  interface EstimatorOptions extends OptionsOf<typeof plugin, 'estimator'> {}
}
