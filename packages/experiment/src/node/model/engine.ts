import { type Backend, corePlugin, createRegistry, type Plugin, type Registry } from '@mimmx/core';
import { evaluationPlugin } from '@mimmx/evaluation';
import { nodePlugin } from '../backends/index.ts';
import { chooseBackend } from '../choose-backend.ts';
import { findPackage } from '../find-package.ts';
import { loadPlugins } from '../load-plugins.ts';

/** What models are trained and used with. */
export interface EngineOptions {
  /** Plugins besides core's; those of @mimmx with methods, estimators, weighters and the ONNX backend that are installed if absent. */
  readonly plugins?: readonly Plugin[];
  /** By name, or one that is set up already; the best available if absent. */
  readonly backend?: string | Backend;
  /** Folder of the project whose packages are looked for; the current one if absent. */
  readonly from?: string;
}

/** Packages that a model is commonly made of. */
const COMMON = [
  '@mimmx/mi-estimators',
  '@mimmx/weighter',
  '@mimmx/baselines',
  '@mimmx/backend-onnx',
] as const;

/** Plugins that were given, or the common ones that are installed. */
export async function pluginsOf({
  plugins,
  from = process.cwd(),
}: EngineOptions): Promise<readonly Plugin[]> {
  if (plugins) return plugins;
  const installed = COMMON.filter((name) => findPackage(name, from) !== undefined);
  return loadPlugins(installed, { from });
}

/** The backend that is asked for, as the current one. @throws E_UNKNOWN_NAME, E_BACKEND_UNAVAILABLE */
export async function backendOf(
  registry: Registry,
  named: string | Backend | undefined,
): Promise<{ readonly name: string; readonly backend: Backend }> {
  if (typeof named === 'object') return { name: named.engine, backend: named };
  const { name, backend } = await chooseBackend(registry, named);
  await backend.setup();
  return { name, backend };
}

/** A registry of core, the backends of Node, and these plugins. */
export function registryOf(plugins: readonly Plugin[]): Registry {
  const registry = createRegistry().use(corePlugin).use(evaluationPlugin).use(nodePlugin);
  for (const plugin of plugins) registry.use(plugin);
  return registry;
}
