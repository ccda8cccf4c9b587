import type { Plugin, Registry } from '@mimmx/core';
import { installedPlugins, loadPlugins } from '@mimmx/experiment/node';
import { includedPackages } from './registry.ts';
import { isInstalled } from './trust.ts';

/** The plugin of a package, or undefined if it has none or cannot be loaded: that is for whoever lists it to see. */
const tryLoad = async (name: string, from: string): Promise<Plugin | undefined> =>
  (await loadPlugins([name], { from }).catch(() => []))[0];

/** Libraries that plugins and the command are built on: they take core as a peer, too. */
const BASES = ['@mimmx/data', '@mimmx/evaluation', '@mimmx/experiment', '@mimmx/viz'];

/** Of what lies beside a config, which may be a stranger's, only what was installed with the command. */
const packages = (from: string): readonly string[] =>
  installedPlugins(from).filter(
    (name) => isInstalled(name, from) && !includedPackages.includes(name) && !BASES.includes(name),
  );

/** Packages that a project has installed and that do not come with the command, as `plugins` takes them. */
export const othersInstalled = (from: string): readonly string[] => packages(from).map(short);

const short = (name: string): string => name.replace(/^@mimmx\//, '');

/** Adds every plugin that a project has installed. */
export async function useInstalled(registry: Registry, from: string): Promise<Registry> {
  const listed = new Set(registry.list().map(({ plugin }) => plugin));
  for (const name of packages(from)) {
    const plugin = await tryLoad(name, from);
    if (plugin && !listed.has(plugin.name)) registry.use(plugin);
  }
  return registry;
}

/**
 * The installed package that has a plugin which nobody listed.
 *
 * @returns its name as `plugins` takes it: `datasets-cxr`, `mimmx-plugin-renyi`
 */
export async function packageWith(kind: string, name: string, from: string): Promise<string | undefined> {
  for (const candidate of packages(from)) {
    const plugin = await tryLoad(candidate, from);
    const has = plugin?.provides.some((definition) => definition.kind === kind && definition.name === name);
    if (has) return short(candidate);
  }
  return undefined;
}
