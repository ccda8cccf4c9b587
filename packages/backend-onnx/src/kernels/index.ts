import type { Kernel } from '../backend/kernel.ts';
import { activationKernels } from './activation.ts';
import { batchNormKernels } from './batchnorm.ts';
import { binaryKernels } from './binary.ts';
import { blockKernels } from './blocks.ts';
import { complexKernels } from './complex.ts';
import { conv2dKernels } from './conv2d.ts';
import { conv3dKernels } from './conv3d.ts';
import { countingKernels } from './counting.ts';
import { createKernels } from './create.ts';
import { depthwiseKernels } from './depthwise.ts';
import { einsumKernels } from './einsum.ts';
import { matMulKernels } from './matmul.ts';
import { localResponseKernels } from './normalisation.ts';
import { poolingKernels } from './pooling.ts';
import { reduceKernels } from './reduce.ts';
import { resizeKernels } from './resize.ts';
import { scanKernels } from './scan.ts';
import { selectKernels } from './select.ts';
import { shapeKernels } from './shape.ts';
import { softmaxKernels } from './softmax.ts';
import { unaryKernels } from './unary.ts';

/** Every kernel of the backend. */
export const kernels: readonly Kernel[] = [
  ...activationKernels,
  ...batchNormKernels,
  ...binaryKernels,
  ...blockKernels,
  ...complexKernels,
  ...conv2dKernels,
  ...conv3dKernels,
  ...countingKernels,
  ...createKernels,
  ...depthwiseKernels,
  ...einsumKernels,
  ...localResponseKernels,
  ...matMulKernels,
  ...poolingKernels,
  ...reduceKernels,
  ...resizeKernels,
  ...scanKernels,
  ...selectKernels,
  ...shapeKernels,
  ...softmaxKernels,
  ...unaryKernels,
];

export { HOST_KERNELS, registerHostKernels } from './host.ts';
