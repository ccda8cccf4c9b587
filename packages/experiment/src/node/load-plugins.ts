import type { Plugin } from '@mimmx/core';
import { MimmxError } from '@mimmx/core';
import { findPackage } from './find-package.ts';

const PACKAGE_NAME = /^(@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*$/i;

/** What a name may stand for, in the order it is looked for. */
export function candidates(name: string): string[] {
  if (/^\.{0,2}\//.test(name) || name.startsWith('@')) return [name];
  return [`@mimmx/${name}`, `mimmx-plugin-${name}`, name];
}

const isPlugin = (value: unknown): value is Plugin =>
  typeof value === 'object' && value !== null && 'name' in value && 'provides' in value;

const firstLine = (error: unknown): string =>
  (String(error instanceof Error ? error.message : error).split('\n')[0] ?? '').replace(/\.$/, '');

/**
 * The plugin that a module exports, as `plugin` or as default.
 *
 * @throws E_PLUGIN_EXPORT if it exports none
 */
export function pluginOf(
  module: { readonly plugin?: unknown; readonly default?: unknown },
  name: string,
): Plugin {
  const inside = module.default as { readonly plugin?: unknown } | undefined;
  const plugin = [module.plugin, module.default, inside?.plugin].find(isPlugin);
  if (plugin) return plugin;
  throw new MimmxError(
    'E_PLUGIN_EXPORT',
    `"${name}" is not a plugin: it exports neither "plugin" nor a plugin as default. A plugin package says export const plugin = definePlugin({ … }).`,
  );
}

const adviceFor = (error: { readonly code?: string }): string =>
  error.code === 'ERR_UNKNOWN_FILE_EXTENSION'
    ? 'Compile it to JavaScript, or run on Node 22.18 or later.'
    : 'Mend or reinstall it, or tell its author.';

async function loadPlugin(name: string, from: string): Promise<Plugin> {
  const tried = candidates(name);
  if (!tried.every((candidate) => PACKAGE_NAME.test(candidate) || /^\.{0,2}\//.test(candidate))) {
    throw new MimmxError(
      'E_PLUGIN_NAME',
      `"${name}" is neither a package name nor a path. Write e.g. "mi-estimators" or "./my-plugin.js".`,
    );
  }
  for (const candidate of tried) {
    const url = findPackage(candidate, from);
    if (url === undefined) continue;
    const module = await import(/* @vite-ignore */ url).catch((error) => {
      throw new MimmxError(
        'E_PLUGIN_LOAD',
        `Plugin "${candidate}" is there but cannot be loaded: ${firstLine(error)}. ${adviceFor(error)}`,
        { cause: error },
      );
    });
    return pluginOf(module, candidate);
  }
  throw new MimmxError(
    'E_PLUGIN_NOT_FOUND',
    `No plugin "${name}" is installed in ${from} (looked for ${tried.join(', ')}). Install the package you mean there, and name it in full if it is not one of @mimmx.`,
  );
}

/**
 * Loads plugin packages by name from the user's project: `@mimmx/NAME`, then `mimmx-plugin-NAME`, then `NAME`. A name
 * with a scope, and a path, are taken as they are. The module exports `plugin`, or a plugin as default.
 *
 * @param from folder of the user's project (where the config file is)
 * @throws E_PLUGIN_NAME, E_PLUGIN_NOT_FOUND, E_PLUGIN_LOAD, E_PLUGIN_EXPORT
 *
 * @example
 * for (const plugin of await loadPlugins(['datasets-mri', './my-estimator.js'], { from: process.cwd() })) registry.use(plugin);
 */
export async function loadPlugins(
  names: readonly string[],
  { from = process.cwd() }: { from?: string } = {},
): Promise<Plugin[]> {
  const plugins: Plugin[] = [];
  for (const name of names) plugins.push(await loadPlugin(name, from));
  return plugins;
}
