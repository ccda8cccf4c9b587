import { definePlugin } from '@mimmx/core';
import * as methods from './methods.ts';

export * from './methods.ts';

/** Every baseline of this package. */
export const plugin = definePlugin({ name: '@mimmx/baselines', provides: Object.values(methods) });
