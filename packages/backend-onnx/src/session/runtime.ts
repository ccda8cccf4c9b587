import { isMimmxError, MimmxError } from '@mimmx/core';
import { type FoundRuntime, findRuntime } from './find-runtime.ts';
import { loadNative, type OrtModule } from './native.ts';

export { ORT_VERSION } from './find-runtime.ts';
export type { OrtModule } from './native.ts';

/** An error of ONNX Runtime as one line. */
export const ortError = (error: unknown): MimmxError => {
  if (isMimmxError(error)) return error;
  const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 400) : String(error);
  return new MimmxError('E_ORT_RUN', `ONNX Runtime refused the graph: ${reason}`, { cause: error });
};

let loaded: (FoundRuntime & { readonly ort: OrtModule }) | null = null;

/**
 * Loads ONNX Runtime when it is first needed, so that importing this package never fails.
 *
 * @throws E_ORT_MISSING, E_ORT_VERSION
 */
export const loadOrt = async (): Promise<OrtModule> => (await loadRuntime()).ort;

/** The same, with where it came from. */
export const loadRuntime = async (): Promise<FoundRuntime & { readonly ort: OrtModule }> => {
  if (loaded) return loaded;
  const found = findRuntime();
  try {
    loaded = { ...found, ort: loadNative(found.folder, found.version) };
    return loaded;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new MimmxError(
      'E_ORT_MISSING',
      `${found.package} ${found.version} is here, but does not load: ${reason}. Reinstall it, or use the backend "cpu".`,
      { cause },
    );
  }
};
