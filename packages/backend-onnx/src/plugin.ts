import { defineBackend } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { ENGINE_NAME, register } from './backend/register.ts';
import { compile } from './compile/index.ts';
import { configure, loadOrt, settings } from './session/index.ts';

const options = z.strictObject({
  device: z.enum(['cpu', 'webgpu', 'cuda', 'dml', 'coreml']).default('cpu'),
  threads: z.number().int().positive().optional(),
});

/** Options of the `onnx` backend. */
export type OnnxOptions = z.output<typeof options>;

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
  options,
  create: (_context, { device, threads }) => ({
    engine: ENGINE_NAME,
    available: async () => {
      try {
        await loadOrt();
        return true;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    setup: async () => {
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
  }),
});
