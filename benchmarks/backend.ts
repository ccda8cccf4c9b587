import { registry } from './registry.ts';

/** What the benchmarks compute with: ONNX Runtime on one thread, set up. */
export async function createBackend() {
  const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
  await backend.setup();
  return backend;
}
