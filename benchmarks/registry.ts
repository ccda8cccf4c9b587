import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry, definePlugin } from '@mimmx/core';
import { plugin as counterfactual } from '@mimmx/counterfactual';
import { plugin as chest } from '@mimmx/datasets-cxr';
import { plugin as digits } from '@mimmx/datasets-digits';
import { plugin as mri } from '@mimmx/datasets-mri';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighters } from '@mimmx/weighter';
import { plugin as mnist } from './mnist.ts';

/** Everything that the benchmarks name. */
export const registry = createRegistry()
  .use(corePlugin)
  .use(baselines)
  .use(counterfactual)
  .use(estimators)
  .use(weighters)
  .use(digits)
  .use(chest)
  .use(mri)
  .use(mnist)
  .use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
