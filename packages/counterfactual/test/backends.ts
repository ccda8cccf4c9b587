import { backend as onnx } from '@mimmx/backend-onnx';
import { createRegistry, definePlugin } from '@mimmx/core';
import { nodePlugin } from '@mimmx/experiment/node';

const registry = createRegistry()
  .use(nodePlugin)
  .use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));

/** Plain kernels, one operation at a time; for what is small. */
export const cpu = registry.create('backend', 'cpu', {});

/** One thread of the compiling backend; for what trains. */
export const compiling = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
