import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// Which onnxruntime-node is found is decided once for a process, so each test loads the package anew.
beforeEach(() => {
  vi.resetModules();
  if (tf.findBackendFactory('onnx')) tf.removeBackend('onnx');
});

afterEach(() => {
  vi.doUnmock('onnxruntime-node');
});

const chosen = async () => {
  const { backend, deviceAvailable } = await import('../../src/index.ts');
  const instance = await backend.create({} as never, { device: 'cpu' });
  return { answer: await deviceAvailable('cpu'), setup: () => instance.setup() };
};

test('without onnxruntime-node, the way to install it is named', async () => {
  vi.doMock('onnxruntime-node', () => {
    throw new Error("Cannot find package 'onnxruntime-node'");
  });
  const { answer, setup } = await chosen();
  expect(answer).toMatch(
    /^E_ORT_MISSING: onnxruntime-node cannot be loaded .*npm install onnxruntime-node@1\.30$/,
  );
  await expect(setup()).rejects.toThrow(/E_ORT_MISSING/);
});

test('another major version is refused, with both versions', async () => {
  vi.doMock('onnxruntime-node', () => ({ env: { versions: { node: '2.1.0' } } }));
  const { answer, setup } = await chosen();
  expect(answer).toMatch(/^E_ORT_VERSION: onnxruntime-node 2\.1\.0 is installed; this backend needs 1\.30/);
  await expect(setup()).rejects.toThrow(/E_ORT_VERSION/);
});
