import type { Kernel } from '../backend/kernel.ts';
import { activationKernels } from './activation.ts';
import { batchNormKernels } from './batchnorm.ts';
import { binaryKernels } from './binary.ts';
import { conv2dKernels } from './conv2d.ts';
import { conv3dKernels } from './conv3d.ts';
import { createKernels } from './create.ts';
import { matMulKernels } from './matmul.ts';
import { poolingKernels } from './pooling.ts';
import { reduceKernels } from './reduce.ts';
import { selectKernels } from './select.ts';
import { shapeKernels } from './shape.ts';
import { softmaxKernels } from './softmax.ts';
import { unaryKernels } from './unary.ts';

/** Every kernel of the backend. */
export const kernels: readonly Kernel[] = [
  ...activationKernels,
  ...batchNormKernels,
  ...binaryKernels,
  ...conv2dKernels,
  ...conv3dKernels,
  ...createKernels,
  ...matMulKernels,
  ...poolingKernels,
  ...reduceKernels,
  ...selectKernels,
  ...shapeKernels,
  ...softmaxKernels,
  ...unaryKernels,
];
