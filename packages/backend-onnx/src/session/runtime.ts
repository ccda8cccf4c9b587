import { isMimmxError, MimmxError } from '@mimmx/core';
import type * as Ort from 'onnxruntime-node';

export type OrtModule = typeof Ort;

/** The major and minor version this package is written for. */
export const ORT_VERSION = '1.30';

/** An error of ONNX Runtime as one line. */
export const ortError = (error: unknown): MimmxError => {
  if (isMimmxError(error)) return error;
  const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 400) : String(error);
  return new MimmxError('E_ORT_RUN', `ONNX Runtime refused the graph: ${reason}`, { cause: error });
};

let loaded: typeof Ort | null = null;

/**
 * Loads onnxruntime-node when it is first needed, so that importing this package never fails.
 *
 * @throws E_ORT_MISSING, E_ORT_VERSION
 */
export const loadOrt = async (): Promise<typeof Ort> => {
  if (loaded) return loaded;
  let module: typeof Ort;
  try {
    module = await import('onnxruntime-node');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new MimmxError(
      'E_ORT_MISSING',
      `onnxruntime-node cannot be loaded (${reason}); npm install onnxruntime-node@${ORT_VERSION}`,
      {
        cause,
      },
    );
  }
  const version = module.env.versions.node ?? module.env.versions.common ?? 'unknown';
  if (version.split('.')[0] !== ORT_VERSION.split('.')[0]) {
    throw new MimmxError(
      'E_ORT_VERSION',
      `onnxruntime-node ${version} is installed; this backend needs ${ORT_VERSION}: npm install onnxruntime-node@${ORT_VERSION}`,
    );
  }
  module.env.logLevel = 'error';
  loaded = module;
  return module;
};
