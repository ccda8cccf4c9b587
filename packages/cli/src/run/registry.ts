import { createRequire } from 'node:module';
import { corePlugin, createRegistry, definePlugin, type Registry } from '@mimmx/core';
import { loadPlugins, nodePlugin, pluginOf } from '@mimmx/experiment/node';

/** Packages that come with the command. Everything else is loaded by name from the user's project. */
const INCLUDED: Readonly<Record<string, () => Promise<object>>> = {
  '@mimmx/mi-estimators': () => import('@mimmx/mi-estimators'),
  '@mimmx/weighter': () => import('@mimmx/weighter'),
  '@mimmx/baselines': () => import('@mimmx/baselines'),
  '@mimmx/datasets-digits': () => import('@mimmx/datasets-digits'),
  '@mimmx/runners': () => import('@mimmx/runners'),
  '@mimmx/backend-onnx': async () => {
    const { backend } = await import('@mimmx/backend-onnx');
    return { plugin: definePlugin({ name: '@mimmx/backend-onnx', provides: [backend] }) };
  },
};

/** Names of the packages that come with the command. */
export const includedPackages = Object.keys(INCLUDED);

/** Versions of the packages that come with the command, by name, for the run record. */
export function includedVersions(): Record<string, string> {
  const require = createRequire(import.meta.url);
  return Object.fromEntries(includedPackages.map((name) => [name, require(`${name}/package.json`).version]));
}

/**
 * The registry of the command: core, what comes with it, and plugins by name from the user's project.
 *
 * @param names as in the config's `plugins`; those that come with the command may be named too
 * @param from folder of the user's project
 * @throws E_PLUGIN_…, E_DUPLICATE_NAME
 */
export async function commandRegistry(names: readonly string[], from: string): Promise<Registry> {
  const registry = createRegistry().use(corePlugin).use(nodePlugin);
  for (const [name, load] of Object.entries(INCLUDED)) registry.use(pluginOf(await load(), name));
  const others = names.filter((name) => !(name in INCLUDED) && !(`@mimmx/${name}` in INCLUDED));
  for (const plugin of await loadPlugins(others, { from })) registry.use(plugin);
  return registry;
}
