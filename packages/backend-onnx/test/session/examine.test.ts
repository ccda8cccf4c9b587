import { describe, expect, test, vi } from 'vitest';
import { loadNodeRuntime } from '../../src/node/load-runtime.ts';
import type { OrtModule, Runtime } from '../../src/session/runtime-form.ts';

const DOMAIN = 'com.microsoft.nchwc';
type Session = Awaited<ReturnType<OrtModule['InferenceSession']['create']>>;
type Create = (model: Uint8Array, options?: object) => Promise<Session>;

// Once: the native files cannot be loaded into a process again.
const real = await loadNodeRuntime();

/** This machine's ONNX Runtime, whose models of blocks are made by somebody else. */
const runtimeWith = (inBlocks: (create: () => Promise<Session>) => Promise<Session>): Runtime => {
  const create: Create = real.ort.InferenceSession.create.bind(real.ort.InferenceSession);
  const InferenceSession = {
    create: (model: Uint8Array, options?: object) =>
      Buffer.from(model).includes(DOMAIN) ? inBlocks(() => create(model, options)) : create(model, options),
  };
  return { ...real, ort: { ...real.ort, InferenceSession } as unknown as OrtModule };
};

/** What a process says of its convolutions that finds that runtime. */
const examined = async (runtime: Runtime, change: { blocked?: boolean; device?: 'webgpu' } = {}) => {
  vi.resetModules();
  const session = await import('../../src/session/index.ts');
  session.provideRuntime(async () => runtime);
  session.configure({ threads: 1, ...change });
  return { said: await session.examineConvolutions(), block: session.blockSize() };
};

describe('how convolutions are computed, and how fast, in one sentence', () => {
  test('here', async () => {
    const { said, block } = await examined(real);
    const usual = '\\d+ GFLOP/s the usual way';
    expect(said).toMatch(
      block === null
        ? new RegExp(`^Convolutions: ${usual}; ONNX Runtime .* has no blocks`)
        : new RegExp(
            `^Convolutions: \\d+ GFLOP/s in blocks of ${block} channels where images and channels are large enough, else ${usual}\\.$`,
          ),
    );
  });

  test('switched off', async () => {
    const { said, block } = await examined(real, { blocked: false });
    expect(said).toMatch(/^Convolutions: \d+ GFLOP\/s the usual way; /);
    expect(block).toBe(null);
  });

  test('of a runtime that refuses the domain', async () => {
    const refusing = runtimeWith(() => Promise.reject(new Error(`${DOMAIN} is not a registered domain`)));
    const { said, block } = await examined(refusing);
    expect(said).toMatch(
      /^Convolutions: \d+ GFLOP\/s the usual way; ONNX Runtime 1\.\d+ has no blocks of channels here that give equal numbers\.$/,
    );
    expect(block).toBe(null);
  });

  test('of a runtime whose blocks give other numbers', async () => {
    const wrong = runtimeWith(async (create) => {
      const session = await create();
      const run = async (feeds: Parameters<Session['run']>[0]) => {
        const outputs = await session.run(feeds);
        for (const tensor of Object.values(outputs)) (tensor.data as Float32Array)[7]! += 0.01;
        return outputs;
      };
      return { run, release: () => session.release() } as unknown as Session;
    });
    const { said, block } = await examined(wrong);
    expect(said).toContain('has no blocks of channels here that give equal numbers');
    expect(block).toBe(null);
  });

  test('on a device', async () => {
    const { said } = await examined(real, { device: 'webgpu' });
    expect(said).toBe('Convolutions run on "webgpu" as its provider has them.');
  });
});
