import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of the page by address, below the page's own folder. */
export type Site = ReadonlyMap<string, string>;

const require = createRequire(import.meta.url);

/** ONNX Runtime's files come with the built package; in the sources they are where they were installed. */
const runtime = (): string => {
  const own = fileURLToPath(new URL('./ort/', import.meta.url));
  return existsSync(own) ? own : dirname(require.resolve('onnxruntime-web/wasm'));
};

/** What of the libraries' files the page may ask for. */
const LIBRARIES = [
  ['ort', runtime, /^ort(-wasm-simd-threaded(\.asyncify)?\.(mjs|wasm)|\.(wasm|webgpu)\.min\.mjs)$/],
  ['vips', () => dirname(require.resolve('wasm-vips/vips.wasm')), /^vips(-es6\.js|\.wasm)$/],
  [
    'openjpeg',
    () => dirname(require.resolve('@cornerstonejs/codec-openjpeg/decodewasm')),
    /^openjpegwasm_decode\.wasm$/,
  ],
] as const;

/**
 * The files of the page, with those of the libraries and a model.
 *
 * @param page folder of the built page
 * @param model paths of the `.onnx` file and the JSON beside it
 */
export function siteOf(
  page: string,
  model: { readonly onnx: string; readonly description: string } | null,
): Site {
  const site = new Map<string, string>();
  for (const name of readdirSync(page)) site.set(name, join(page, name));
  for (const [folder, find, wanted] of LIBRARIES) {
    const from = find();
    for (const name of readdirSync(from))
      if (wanted.test(name)) site.set(`${folder}/${name}`, join(from, name));
  }
  if (model) {
    site.set('model/model.onnx', model.onnx);
    site.set('model/model.json', model.description);
  }
  return site;
}
