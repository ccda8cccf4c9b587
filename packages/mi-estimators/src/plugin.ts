import { definePlugin } from '@mimmx/core';
import { mine } from './lower/mine.ts';
import { clubCategorical } from './upper/club-categorical.ts';

/** Every estimator of this package, for `createRegistry().use(plugin)`. */
export const plugin = definePlugin({
  name: '@mimmx/mi-estimators',
  provides: [mine, clubCategorical],
});
