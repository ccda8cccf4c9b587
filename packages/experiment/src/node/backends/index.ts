import { definePlugin } from '@mimmx/core';
import { cpuBackend } from './cpu.ts';
import { nodeBackend, nodeGpuBackend } from './libtensorflow.ts';
import { wasmBackend } from './wasm.ts';

export { cpuBackend, nodeBackend, nodeGpuBackend, wasmBackend };

/** The backends that core itself knows in Node: `node-gpu`, `node`, `cpu`, and `wasm`, which it refuses. */
export const nodePlugin = definePlugin({
  name: '@mimmx/experiment/node',
  provides: [nodeGpuBackend, nodeBackend, cpuBackend, wasmBackend],
});

declare module '@mimmx/core' {
  interface BackendOptions {
    'node-gpu': Record<string, never>;
    node: Record<string, never>;
    cpu: Record<string, never>;
    wasm: Record<string, never>;
  }
}
