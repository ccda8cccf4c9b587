import { MimmxError } from '@mimmx/core/errors';
import type * as Ort from 'onnxruntime-web';
import { hasThreads, requireWasm } from '../support.ts';
import { inTurn } from './in-turn.ts';

/** What the model is computed with. */
export type Engine = 'wasm' | 'webgpu';

/** A model in ONNX Runtime. */
export interface Session {
  readonly engine: Engine;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** @param values of images, [count, …shape], row-major */
  run(
    name: string,
    values: Float32Array,
    shape: readonly number[],
  ): Promise<Readonly<Record<string, Float32Array>>>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** `auto`: WebGPU where there is an adapter, else WebAssembly. */
  readonly engine: Engine | 'auto';
  /** Folder with the `.wasm` files of onnxruntime-web; where the bundler put them if absent. */
  readonly wasm?: string | undefined;
}

/** Whether a WebGPU adapter is there. */
async function hasWebGpu(): Promise<boolean> {
  const { gpu } = navigator as { readonly gpu?: { requestAdapter(): Promise<unknown> } };
  return gpu !== undefined && (await gpu.requestAdapter().catch(() => null)) != null;
}

/** The runtime for an engine: that of WebGPU is twice as large, and loaded only where it is used. */
async function loadOrt(engine: Engine, wasm: string | undefined): Promise<typeof Ort> {
  const ort = (
    engine === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm')
  ) as typeof Ort;
  if (wasm !== undefined) ort.env.wasm.wasmPaths = wasm;
  // Without shared memory one thread is all there is; said here, or the runtime warns of it.
  if (!hasThreads()) ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  return ort;
}

/**
 * Opens an ONNX file.
 *
 * @throws E_BROWSER if the browser cannot run it; E_MODEL if it is no model that ONNX Runtime reads
 */
export async function openSession(model: Uint8Array, { engine, wasm }: SessionOptions): Promise<Session> {
  requireWasm();
  const wanted = engine === 'auto' ? ((await hasWebGpu()) ? 'webgpu' : 'wasm') : engine;
  if (wanted === 'webgpu') {
    const session = await created(model, 'webgpu', wasm).catch((error: unknown) => {
      // An adapter that cannot hold the model is no reason to have none.
      if (engine === 'auto') return null;
      throw error;
    });
    if (session) return session;
  }
  return created(model, 'wasm', wasm);
}

async function created(model: Uint8Array, engine: Engine, wasm: string | undefined): Promise<Session> {
  const ort = await loadOrt(engine, wasm);
  const session = await inTurn(() =>
    ort.InferenceSession.create(model, { executionProviders: [engine], graphOptimizationLevel: 'all' }),
  ).catch((error: unknown) => {
    const said = String((error as Error)?.message ?? error)
      .split('\n')[0]!
      .slice(0, 200);
    throw new MimmxError(
      'E_MODEL',
      `ONNX Runtime does not open this model (${engine}): ${said}. Export it again with mimmx export.`,
    );
  });
  return {
    engine,
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: (name, values, shape) =>
      inTurn(async () => {
        const input = new ort.Tensor('float32', values, [...shape]);
        const found = await session.run({ [name]: input });
        input.dispose();
        const numbers: Record<string, Float32Array> = {};
        for (const [output, tensor] of Object.entries(found)) {
          numbers[output] = (await tensor.getData()) as Float32Array;
          tensor.dispose();
        }
        return numbers;
      }),
    close: () => inTurn(() => session.release()),
  };
}
