import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
/** Where the copy of a package lies that `@tensorflow/tfjs` uses. */
const beside = (name: string): string =>
  dirname(
    require.resolve(`${name}/package.json`, {
      paths: [dirname(require.resolve('@tensorflow/tfjs/package.json'))],
    }),
  );
const core = beside('@tensorflow/tfjs-core');

/** Tests of browsers, files and other backends, which say nothing about this one. */
const ELSEWHERE =
  /^(io|platforms)\/|browser_|device_util|jasmine_util|worker_|debug_mode|environment_test|flags_test|hash_util|util_test|version_test|profiler_test|test_util_test|backends\/|kernel_registry|globals_test|engine_test|serialization_test|model_types/;

const testFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.name.endsWith('_test.js'))
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => !ELSEWHERE.test(relative(folder, file).replaceAll('\\', '/')))
    .sort();

/** Bundles TensorFlow.js's tests with this backend. Returns the bundle's path. */
export const bundleTests = async (only?: string): Promise<string> => {
  const folder = join(here, '..', 'node_modules', '.conformance');
  mkdirSync(folder, { recursive: true });
  const files = testFiles(join(core, 'dist')).filter((file) => !only || file.includes(only));
  const outfile = join(folder, 'tests.cjs');
  await build({
    stdin: {
      contents: [
        `export { ready } from './entry.ts';`,
        ...files.map((file) => `import ${JSON.stringify(file)};`),
      ].join('\n'),
      resolveDir: here,
      loader: 'js',
    },
    bundle: true,
    format: 'cjs',
    // Native files are looked for from where the code lies, which a bundle of this format does not know.
    define: { 'import.meta.url': 'placeOfBundle' },
    banner: { js: "const placeOfBundle = require('node:url').pathToFileURL(__filename).href;" },
    platform: 'node',
    conditions: ['@mimmx/source'],
    external: ['onnxruntime-node'],
    outfile,
    logLevel: 'error',
    // tfjs-core declares its tests free of side effects, and the bundler would leave them out.
    ignoreAnnotations: true,
    alias: {
      '@tensorflow/tfjs': join(core, 'dist', 'index.js'),
      '@tensorflow/tfjs-core': core,
      '@tensorflow/tfjs-backend-cpu': join(beside('@tensorflow/tfjs-backend-cpu'), 'dist', 'index.js'),
    },
    plugins: [
      {
        name: 'errors-only',
        setup: ({ onResolve }) => {
          // Of core, the backend uses its errors; the rest of it would bring in a second TensorFlow.js.
          onResolve({ filter: /^@mimmx\/core$/ }, () => ({
            path: join(here, '..', '..', 'core', 'src', 'errors.ts'),
          }));
        },
      },
    ],
  });
  return outfile;
};
