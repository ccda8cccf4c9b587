import type { Plugin } from '@mimmx/core';
import { MimmxError } from '@mimmx/core';
import { type FoundPlugin, findPlugins } from './find-plugins.ts';

/** Whether a value has the form of a plugin. */
export const isPlugin = (value: unknown): value is Plugin =>
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

/**
 * Loads the module of a plugin.
 *
 * @param load imports a module by its URL
 * @throws E_PLUGIN_LOAD, E_PLUGIN_EXPORT
 */
export async function loadFound(
  { found, url }: FoundPlugin,
  load: (url: string) => Promise<object> = (path) => import(/* @vite-ignore */ path),
): Promise<Plugin> {
  const module = await load(url).catch((error) => {
    throw new MimmxError(
      'E_PLUGIN_LOAD',
      `Plugin "${found}" is there but cannot be loaded: ${firstLine(error)}. ${adviceFor(error)}`,
      { cause: error },
    );
  });
  return pluginOf(module, found);
}

/**
 * Loads plugin packages by name from the user's project: `@mimmx/NAME`, then `mimmx-plugin-NAME`, then `NAME`. A name
 * with a scope, and a path, are taken as they are. The module exports `plugin`, or a plugin as default.
 *
 * A plugin is a program: load only names that you trust, never those of a stranger's run or config.
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
  for (const found of findPlugins(names, from)) plugins.push(await loadFound(found));
  return plugins;
}
