import { definePlugin } from '@mimmx/core';
import { loggerKind } from './logger.ts';

/** The kinds of this package: a registry that uses it takes loggers of other plugins. */
export const experimentPlugin = definePlugin({
  name: '@mimmx/experiment',
  kinds: [loggerKind],
  provides: [],
});
