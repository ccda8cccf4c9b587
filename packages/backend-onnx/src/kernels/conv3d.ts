import * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { convolve, convolveFilterGradient, convolveInputGradient } from './convolution.ts';
import { window3d } from './window.ts';

type Shape5 = [number, number, number, number, number];

const geometry = (
  shape: readonly number[],
  filterShape: readonly number[],
  a: Pick<tf.Conv3DAttrs, 'strides' | 'pad'> & Partial<Pick<tf.Conv3DAttrs, 'dilations'>>,
) =>
  window3d(
    tf.backend_util.computeConv3DInfo(
      [...shape] as Shape5,
      [...filterShape] as Shape5,
      a.strides,
      a.dilations ?? 1,
      a.pad,
    ),
  );

export const conv3dKernels = [
  kernel<'x' | 'filter', tf.Conv3DAttrs>('Conv3D', ({ x, filter }, a) =>
    convolve(x, filter, geometry(x.shape, filter.shape, a)),
  ),
  kernel<'dy' | 'filter', tf.Conv3DBackpropInputV2Attrs>('Conv3DBackpropInputV2', ({ dy, filter }, a) =>
    convolveInputGradient(dy, filter, geometry(a.inputShape, filter.shape, a)),
  ),
  kernel<'x' | 'dy', tf.Conv3DBackpropFilterV2Attrs>('Conv3DBackpropFilterV2', ({ x, dy }, a) =>
    convolveFilterGradient(x, dy, geometry(x.shape, a.filterShape, a)),
  ),
];
