import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const from = fileURLToPath(new URL('./src/demo', import.meta.url));

/** Where the page finds the libraries that are too large to be bundled, or find their own files beside them. */
const BESIDE: Readonly<Record<string, string>> = {
  'onnxruntime-web/wasm': './ort/ort.wasm.min.mjs',
  'onnxruntime-web/webgpu': './ort/ort.webgpu.min.mjs',
  'wasm-vips': './vips/vips-es6.js',
};

/** Builds the demo page into a folder. */
export async function buildDemo(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: { main: join(from, 'main.ts'), library: join(from, '../index.ts') },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    conditions: ['@mimmx/source'],
    logLevel: 'error',
    plugins: [
      {
        name: 'beside',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^(onnxruntime-web|wasm-vips)/ }, ({ path }) => ({
            path: BESIDE[path] ?? path,
            external: true,
          }));
          // What the codec asks for in Node only.
          onResolve({ filter: /^(fs|path|crypto)$/ }, ({ path }) => ({ path, namespace: 'nothing' }));
          onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export {}' }));
        },
      },
    ],
  });
  for (const name of ['index.html', 'style.css']) await copyFile(join(from, name), join(folder, name));
}
