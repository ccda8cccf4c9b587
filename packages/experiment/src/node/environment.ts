import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, release, type } from 'node:os';
import type { Backend } from '@mimmx/core';
import { version as tfjsVersion } from '@mimmx/core/tf';
import type { Environment } from '../record.ts';

/** Versions of the runtime, of core and of TensorFlow.js. */
export function readVersions(): Record<string, string> {
  const own = createRequire(import.meta.url)('@mimmx/core/package.json') as { version: string };
  return { node: process.versions.node, '@mimmx/core': own.version, '@tensorflow/tfjs': tfjsVersion.tfjs };
}

/**
 * What a run was made with, for `environment.json`.
 *
 * @param more name of the backend, and versions of further packages by name
 */
export async function readEnvironment(
  backend: Pick<Backend, 'describe'>,
  more: { readonly name?: string; readonly versions?: Readonly<Record<string, string>> } = {},
): Promise<Environment> {
  return {
    versions: { ...readVersions(), ...more.versions },
    backend: { ...(more.name ? { name: more.name } : {}), ...(await backend.describe()) },
    platform: `${type()} ${release()} ${arch()}`,
    cpu: `${cpus()[0]?.model.trim() ?? 'unknown'} × ${availableParallelism()}`,
    startedAt: new Date().toISOString(),
  };
}
