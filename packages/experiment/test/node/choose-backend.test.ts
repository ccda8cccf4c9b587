import { type Backend, createRegistry, defineBackend, definePlugin } from '@mimmx/core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { cpuBackend } from '../../src/node/backends/cpu.ts';
import { nodePlugin } from '../../src/node/backends/index.ts';
import { chooseBackend } from '../../src/node/choose-backend.ts';

/** The `cpu` backend under another name, with an answer of its own. */
const backendNamed = (name: string, answer: true | string) =>
  defineBackend({
    name,
    summary: '',
    options: z.strictObject({ threads: z.number().default(1) }),
    create: (_, { threads }): Backend => ({
      ...cpuBackend.create({}, {}),
      available: async () => answer,
      describe: async () => ({ name, threads }),
    }),
  });

const registryWith = (...answers: [string, true | string][]) =>
  createRegistry().use(
    definePlugin({ name: 'test', provides: answers.map(([name, answer]) => backendNamed(name, answer)) }),
  );

test.each([
  [
    'node-gpu',
    [
      ['cpu', true],
      ['onnx', true],
      ['node-gpu', true],
    ],
  ],
  [
    'onnx',
    [
      ['cpu', true],
      ['onnx', true],
      ['node-gpu', 'no GPU'],
      ['node', true],
    ],
  ],
  [
    'onnx',
    [
      ['onnx', true],
      ['wasm', true],
    ],
  ],
] as [string, [string, true | string][]][])('%s is the best of %j', async (best, answers) => {
  const chosen = await chooseBackend(registryWith(...answers));
  expect(chosen.name).toBe(best);
  expect(chosen.warning).toBeUndefined();
});

test('cpu comes with a warning that says what was passed over, and why', async () => {
  const chosen = await chooseBackend(registryWith(['onnx', 'onnxruntime-node is missing'], ['cpu', true]));
  expect(chosen.name).toBe('cpu');
  expect(chosen.warning).toContain('onnx: onnxruntime-node is missing');
});

test('what the user names is taken, with its options and without a warning', async () => {
  const registry = registryWith(['onnx', true], ['cpu', true]);
  expect(await chooseBackend(registry, 'cpu')).toMatchObject({ name: 'cpu', backend: { engine: 'cpu' } });
  expect((await chooseBackend(registry, 'cpu')).warning).toBeUndefined();
  const { backend } = await chooseBackend(registry, { name: 'onnx', options: { threads: 3 } });
  expect(await backend.describe()).toEqual({ name: 'onnx', threads: 3 });
});

test.each([
  ['onnx', 'E_BACKEND_UNAVAILABLE', 'no kernels'],
  ['onx', 'E_UNKNOWN_NAME', 'Did you mean "onnx"?'],
])('named but of no use: %s', async (name, code, words) => {
  const registry = registryWith(['onnx', 'no kernels'], ['cpu', true]);
  await expect(chooseBackend(registry, name)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
});

test('says so when there is none at all', async () => {
  await expect(chooseBackend(createRegistry())).rejects.toMatchObject({ code: 'E_BACKEND_UNAVAILABLE' });
});

test('wasm is refused for training, in a sentence', async () => {
  await expect(chooseBackend(createRegistry().use(nodePlugin), 'wasm')).rejects.toThrow(
    /^E_BACKEND_UNAVAILABLE: Backend "wasm" cannot be used: it is for inference only: [^\n]*conv2d[^\n]*"onnx"/,
  );
});
