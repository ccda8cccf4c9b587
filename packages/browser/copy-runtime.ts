import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * ONNX Runtime's files are part of this package: onnxruntime-web brings others, one with an install script, that
 * they do not need. `bundle` is what bundlers take; the page loads the smaller ones, and their `.wasm` from beside them.
 */
const FILES = [
  ...['wasm', 'webgpu'].flatMap((engine) => [`ort.${engine}.bundle.min.mjs`, `ort.${engine}.min.mjs`]),
  ...['', '.asyncify'].flatMap((kind) =>
    ['mjs', 'wasm'].map((end) => `ort-wasm-simd-threaded${kind}.${end}`),
  ),
];

/** Copies them into a folder, with their licence; called LICENSE, it would keep the package's own out of the tarball. */
export async function copyRuntime(folder: string): Promise<void> {
  const from = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));
  await mkdir(folder, { recursive: true });
  for (const name of FILES) await copyFile(join(from, name), join(folder, name));
  const licence = fileURLToPath(new URL('../../runtimes/linux-x64/LICENSE', import.meta.url));
  await copyFile(licence, join(folder, 'COPYING'));
}

/** Imports of the runtime lead to these files. */
export const ownRuntime: Plugin = {
  name: 'own-runtime',
  setup({ onResolve }) {
    onResolve({ filter: /^onnxruntime-web\/(wasm|webgpu)$/ }, ({ path }) => ({
      path: `./ort/ort.${path.split('/')[1]}.bundle.min.mjs`,
      external: true,
    }));
  },
};
