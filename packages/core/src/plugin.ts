import { digitNet, mimmx } from './model/index.ts';
import { definePlugin } from './registry/index.ts';

/** What comes with core itself: the method and the encoders. */
export const corePlugin = definePlugin({ name: '@mimmx/core', provides: [mimmx, digitNet] });
