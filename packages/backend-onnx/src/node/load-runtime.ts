import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { ORT_VERSION, type Runtime } from '../session/runtime-form.ts';
import { findRuntime } from './find-runtime.ts';
import { loadNative } from './native.ts';

/**
 * ONNX Runtime's native files of this machine, loaded.
 *
 * @throws E_ORT_MISSING, E_ORT_VERSION
 */
export const loadNodeRuntime = async (): Promise<Runtime> => {
  const found = findRuntime();
  try {
    return {
      package: found.package,
      version: found.version,
      machine: `${process.platform}-${process.arch}`,
      ort: loadNative(found.folder, found.version),
      missing: () => (hasSharedLibrary(found.folder) ? null : NO_CUDA),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new MimmxError(
      'E_ORT_MISSING',
      `${found.package} ${found.version} is here, but does not load: ${reason}. Reinstall it, or use the backend "cpu".`,
      { cause },
    );
  }
};

const NO_CUDA = `The CUDA provider is not installed: npm install onnxruntime-node@${ORT_VERSION} with its install script, where CUDA 12 and cuDNN 9 are; it takes the place of the files that came with this package.`;

/**
 * Whether the install script has fetched what providers outside the package's own library need. Looked for before
 * ONNX Runtime is asked, which would write of it to the console.
 */
const hasSharedLibrary = (folder: string): boolean =>
  existsSync(
    join(
      folder,
      process.platform === 'win32'
        ? 'onnxruntime_providers_shared.dll'
        : 'libonnxruntime_providers_shared.so',
    ),
  );
