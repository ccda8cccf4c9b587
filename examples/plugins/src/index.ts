import { definePlugin } from '@mimmx/core';
import { measureKind, selectionKind } from '@mimmx/evaluation';
import { loggerKind } from '@mimmx/experiment';
import { bestCalibrated } from './best-calibrated.ts';
import { dense } from './dense.ts';
import { equalNorms } from './equal-norms.ts';
import { labelSmoothing } from './label-smoothing.ts';
import { lossFile } from './loss-file.ts';
import { loudest } from './loudest.ts';
import { mcc } from './mcc.ts';
import { rvCoefficient } from './rv-coefficient.ts';
import { stripes } from './stripes.ts';

export { bestCalibrated, dense, equalNorms, labelSmoothing, lossFile, loudest, mcc, rvCoefficient, stripes };

/** What a config loads: `plugins: ['one-of-each']`. Kinds that core does not have are named beside the definitions. */
export const plugin = definePlugin({
  name: 'mimmx-plugin-one-of-each',
  kinds: [measureKind, selectionKind, loggerKind],
  provides: [
    rvCoefficient,
    loudest,
    equalNorms,
    dense,
    labelSmoothing,
    stripes,
    mcc,
    bestCalibrated,
    lossFile,
  ],
});
