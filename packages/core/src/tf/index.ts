// TensorFlow.js in the parts that training needs: operations with their gradients, layers, and the engine in JavaScript.
// The package that has everything (`@tensorflow/tfjs`) brings webgl, converters and data pipelines, 170 MB more. It may stand
// beside this one: both use the one `@tensorflow/tfjs-core` that is installed.
import '@tensorflow/tfjs-backend-cpu';
import { env, version_core } from '@tensorflow/tfjs-core';
import './chained.ts';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';

// Otherwise its engine in JavaScript recommends a native package on the first tensor, which is not what trains here.
env().set('PROD', true);

/** Version of TensorFlow.js. */
export const version = { tfjs: version_core };
