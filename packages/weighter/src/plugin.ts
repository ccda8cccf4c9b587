import { definePlugin } from '@mimmx/core';
import {
  constant,
  dwa,
  gradientRatio,
  gradnorm,
  gradnormEma,
  pcgrad,
  uncertainty,
} from './balancers/index.ts';
import { attentionConcat, attentionSum, attentionSummary, uniform } from './weighters/index.ts';

/** Every weighter and balancer of this package, for `createRegistry().use(plugin)`. */
export const plugin = definePlugin({
  name: '@mimmx/weighter',
  provides: [
    uniform,
    attentionSum,
    attentionSummary,
    attentionConcat,
    constant,
    gradientRatio,
    gradnorm,
    gradnormEma,
    uncertainty,
    dwa,
    pcgrad,
  ],
});
