import { definePlugin } from '@mimmx/core';
import { erm } from './erm.ts';
import { groupBalanced } from './group-balanced.ts';
import { multiTask } from './multi-task.ts';
import { oracle } from './oracle.ts';
import { overlapBalanced } from './overlap-balanced.ts';

export { erm, groupBalanced, multiTask, oracle, overlapBalanced };

/** Every baseline of this package. */
export const plugin = definePlugin({
  name: '@mimmx/baselines',
  provides: [erm, multiTask, groupBalanced, overlapBalanced, oracle],
});
