// prepack of each runtime: fetches its native files from the onnxruntime-node of the lockfile.
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const here = process.cwd();
const [platform, arch] = basename(here).split('-');
const require = createRequire(join(import.meta.dirname, '../packages/backend-onnx/package.json'));
const source = dirname(require.resolve('onnxruntime-node/package.json'));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const { version: theirs } = require('onnxruntime-node/package.json');
if (version !== theirs)
  throw new Error(`${here} is ${version}, onnxruntime-node of the lockfile is ${theirs}`);

const folder = join(source, 'bin', 'napi-v6', platform, arch);
const files = readdirSync(folder).filter(
  // macOS loads libonnxruntime.1.dylib; the other is the same file again.
  (name) => name !== `libonnxruntime.${version}.dylib`,
);
if (!existsSync(join(folder, 'onnxruntime_binding.node'))) throw new Error(`${folder} has no binding`);
for (const name of files) copyFileSync(join(folder, name), join(here, name));
