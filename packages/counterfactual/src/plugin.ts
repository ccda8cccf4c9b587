import { definePlugin } from '@mimmx/core';
import { flow } from './flow/model.ts';
import { ladder } from './image-model/ladder/ladder.ts';
import { vae } from './image-model/vae.ts';
import { imageModelKind, mechanismKind } from './kinds.ts';
import { cfAugment, cfConsistency, cfMatching } from './methods/index.ts';
import { affine, categorical, known, monotone, quantile, softmax, spline } from './scm/mechanisms/index.ts';

/** Image models, mechanisms, and the methods that learn from counterfactual images. */
export const plugin = definePlugin({
  name: '@mimmx/counterfactual',
  kinds: [mechanismKind, imageModelKind],
  provides: [
    vae,
    ladder,
    flow,
    categorical,
    quantile,
    affine,
    spline,
    softmax,
    monotone,
    known,
    cfAugment,
    cfConsistency,
    cfMatching,
  ],
});
