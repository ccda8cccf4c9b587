import { defineBackend, eager, MimmxError, options } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { findPackage } from '../find-package.ts';
import { restoreLegacyUtil } from './legacy-util.ts';

interface Libtensorflow {
  readonly version: Readonly<Record<string, string>>;
}

const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';

/** Loads the package from the user's project; a sentence says why not. */
async function load(packageName: string): Promise<Libtensorflow | string> {
  const url = findPackage(packageName, process.cwd()) ?? findPackage(packageName, import.meta.dirname);
  if (url === undefined) {
    return `${packageName} is not installed; in your project: npm install ${packageName} (it downloads libtensorflow)`;
  }
  restoreLegacyUtil();
  try {
    const module = await import(/* @vite-ignore */ url);
    return module.default ?? module;
  } catch (error) {
    return `${packageName} is installed but does not load: ${firstLine(error)}; in your project: npm rebuild ${packageName} --build-addon-from-source`;
  }
}

const define = <const Name extends string>(
  name: Name,
  packageName: string,
  device: 'cpu' | 'gpu',
  summary: string,
) =>
  defineBackend({
    name,
    summary,
    source: packageName,
    options: options({}),
    create: () => ({
      engine: 'tensorflow',
      async available() {
        const loaded = await load(packageName);
        return typeof loaded === 'string' ? loaded : true;
      },
      async setup() {
        const loaded = await load(packageName);
        if (typeof loaded === 'string') {
          throw new MimmxError('E_BACKEND_UNAVAILABLE', `Backend "${name}" cannot be used: ${loaded}.`);
        }
        await tf.setBackend('tensorflow');
        await tf.ready();
      },
      compile: eager.compile,
      async describe() {
        const loaded = await load(packageName);
        const version = typeof loaded === 'string' ? 'none' : (loaded.version['tfjs-node'] ?? 'unknown');
        return { version, device };
      },
    }),
  });

/** TensorFlow's C library on an NVIDIA GPU, if `@tensorflow/tfjs-node-gpu` is installed and loads. */
export const nodeGpuBackend = define(
  'node-gpu',
  '@tensorflow/tfjs-node-gpu',
  'gpu',
  'libtensorflow on an NVIDIA GPU (needs @tensorflow/tfjs-node-gpu)',
);

/** TensorFlow's C library on the CPU, if `@tensorflow/tfjs-node` is installed and loads. */
export const nodeBackend = define(
  'node',
  '@tensorflow/tfjs-node',
  'cpu',
  'libtensorflow on the CPU (needs @tensorflow/tfjs-node)',
);
