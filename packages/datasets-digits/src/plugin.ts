import { definePlugin } from '@mimmx/core';
import { digits } from './digits.ts';

/** The data set of this package, for `createRegistry().use(plugin)`. */
export const plugin = definePlugin({ name: '@mimmx/datasets-digits', provides: [digits] });
