import { isMimmxError, MimmxError } from '@mimmx/core';
import type { OrtModule, Runtime } from './runtime-form.ts';

/** An error of ONNX Runtime as one line. */
export const ortError = (error: unknown): MimmxError => {
  if (isMimmxError(error)) return error;
  const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 400) : String(error);
  return new MimmxError('E_ORT_RUN', `ONNX Runtime refused the graph: ${reason}`, { cause: error });
};

let load: () => Promise<Runtime> = async () => (await import('../node/load-runtime.ts')).loadNodeRuntime();
let loading: Promise<Runtime> | null = null;

/** Gives the backend another ONNX Runtime than the native files, one in a browser for instance. Before the first use. */
export const provideRuntime = (loader: () => Promise<Runtime>): void => {
  load = loader;
  loading = null;
};

/**
 * Loads ONNX Runtime when it is first needed, so that importing this package never fails.
 *
 * @throws E_ORT_MISSING, E_ORT_VERSION
 */
export const loadOrt = async (): Promise<OrtModule> => (await loadRuntime()).ort;

/** The same, with where it came from. What failed is tried again by the next call. */
export const loadRuntime = async (): Promise<Runtime> => {
  loading ??= load();
  try {
    return await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
};
