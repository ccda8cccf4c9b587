import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti';
import { compileCacheFolder } from '../compile-cache.ts';

/** Node that strips types reads TypeScript by itself; for others it goes through jiti. */
const readsTypeScript = Boolean((process.features as { typescript?: unknown }).typescript);

/** How configs, and plugins in TypeScript, are read where Node cannot. */
export const jitiOptions = () => ({
  // Not in /tmp, which is anybody's to write: what lies there would be run.
  fsCache: compileCacheFolder('configs') ?? false,
  tryNative: readsTypeScript,
  // Without it, jiti would load TensorFlow.js a second time for a config that imports core.
  moduleCache: true,
  // A config that imports `defineConfig` need not have this package installed beside it.
  alias: Object.fromEntries(
    ['@mimmx/cli', '@mimmx/core/contracts', '@mimmx/core/errors', '@mimmx/core/tf', '@mimmx/core'].map(
      (name) => [name, fileURLToPath(import.meta.resolve(name))],
    ),
  ),
});

/** Imports a module, one in TypeScript on any Node. */
export const importProgram = (url: string): Promise<object> =>
  readsTypeScript || !/\.[cm]?ts$/.test(url)
    ? import(/* @vite-ignore */ url)
    : createJiti(import.meta.url, jitiOptions()).import(fileURLToPath(url));
