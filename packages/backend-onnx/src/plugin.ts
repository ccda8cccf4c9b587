import { defineBackend, MimmxError, option, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { z } from 'zod';
import { ENGINE_NAME, register } from './backend/register.ts';
import { compile } from './compile/index.ts';
import { configure, deviceAvailable, examineConvolutions, loadOrt, settings } from './session/index.ts';

const schema = options({
  device: option(z.enum(['cpu', 'webgpu', 'cuda', 'dml', 'coreml']), {
    default: 'cpu',
    description: 'What ONNX Runtime computes on: `cpu`, or a GPU by WebGPU, CUDA, DirectML or Core ML.',
  }),
  threads: option(z.number().int().positive(), {
    absent: 'one for each core',
    description: 'Threads of one operation.',
  }),
});

/** Options of the `onnx` backend. */
export type OnnxOptions = z.output<typeof schema>;

declare module '@mimmx/core' {
  interface BackendOptions {
    onnx: OnnxOptions;
  }
}

/** The `onnx` backend as a plugin: ONNX Runtime, whole training steps compiled. */
export const backend = defineBackend({
  name: 'onnx',
  summary: 'ONNX Runtime: whole training steps compiled to one graph, on CPU or GPU',
  source: 'ours',
  options: schema,
  create: (_context, { device, threads }) => ({
    engine: ENGINE_NAME,
    available: () => deviceAvailable(device),
    setup: async () => {
      const answer = await deviceAvailable(device);
      if (answer !== true) throw new MimmxError('E_BACKEND', answer);
      configure({ device, ...(threads ? { threads } : {}) });
      register();
      await tf.setBackend(ENGINE_NAME);
    },
    compile,
    describe: async () => {
      const ort = await loadOrt();
      return {
        onnxruntime: ort.env.versions.node ?? 'unknown',
        device: settings().device,
        threads: settings().threads,
      };
    },
    examine: async () => [await examineConvolutions()],
  }),
});
