import { defineBackend, MimmxError } from '@mimmx/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { ENGINE_NAME, register } from './backend/register.ts';
import { compile } from './compile/index.ts';
import { configure, deviceAvailable, loadOrt, settings } from './session/index.ts';

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
  }),
});
