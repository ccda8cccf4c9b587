import { definePlugin } from '@mimmx/core';
import * as methods from './methods.ts';

export * from './methods.ts';

/** Every baseline of this package, by name. */
export const plugin = definePlugin({
  name: '@mimmx/baselines',
  provides: Object.values(methods).sort((a, b) => (a.name < b.name ? -1 : 1)),
});
