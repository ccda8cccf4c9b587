import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  corePlugin,
  createRegistry,
  definePlugin,
  MimmxError,
  type Plugin,
  type Registry,
} from '@mimmx/core';
import { evaluationPlugin } from '@mimmx/evaluation';
import { experimentPlugin } from '@mimmx/experiment';
import { type FoundPlugin, findPlugins, loadFound, nodePlugin, pluginOf } from '@mimmx/experiment/node';
import { loadConfig } from '../config/load-config.ts';
import { importProgram } from '../config/load-program.ts';
import { expandHome } from '../config/own-paths.ts';
import { configWith } from '../config/plugin-values.ts';
import { log } from '../log.ts';
import { copiesWarning } from './copies.ts';
import { quietTensorFlow } from './engine.ts';
import { admit, type Naming } from './trust.ts';

/** Packages that come with the command. Everything else is loaded by name from the user's project. */
const INCLUDED: Readonly<Record<string, () => Promise<object>>> = {
  '@mimmx/mi-estimators': () => import('@mimmx/mi-estimators'),
  '@mimmx/weighter': () => import('@mimmx/weighter'),
  '@mimmx/baselines': () => import('@mimmx/baselines'),
  '@mimmx/counterfactual': () => import('@mimmx/counterfactual'),
  '@mimmx/datasets-digits': () => import('@mimmx/datasets-digits'),
  '@mimmx/bench': () => import('@mimmx/bench'),
  '@mimmx/loggers': () => import('@mimmx/loggers'),
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
 * @param naming who names them; if absent, they are judged as a stranger's
 * @throws E_PLUGIN_…, E_DUPLICATE_NAME
 */
export async function commandRegistry(
  names: readonly string[],
  from: string,
  naming: Naming = { source: 'The config', allowed: [] },
): Promise<Registry> {
  const registry = createRegistry()
    .use(corePlugin)
    .use(evaluationPlugin)
    .use(experimentPlugin)
    .use(nodePlugin);
  for (const [name, include] of Object.entries(INCLUDED)) registry.use(pluginOf(await include(), name));
  const found = admitted(names, from, naming);
  // A second copy of TensorFlow.js says of each of its kernels that it is there already.
  if (found.length > 0) quietTensorFlow();
  for (const one of found) {
    registry.use(await load(one));
    const warning = copiesWarning(one.found, dirname(fileURLToPath(one.url)));
    if (warning !== null) log.warn(warning);
  }
  return withHome(registry);
}

/**
 * Finds the plugins that did not come with the command. Nothing of them is run, and of none before all of them may be.
 *
 * @throws E_PLUGIN_NOT_FOUND, E_PLUGIN_TRUST
 */
export function admitted(names: readonly string[], from: string, naming: Naming): FoundPlugin[] {
  const included = (name: string) =>
    Object.hasOwn(INCLUDED, name) || Object.hasOwn(INCLUDED, `@mimmx/${name}`);
  const found = names.filter((name) => !included(name)).flatMap((name) => find(name, from));
  admit(found, naming, from);
  return found;
}

/** Where the plugins of a name are: in a package, a file, or a config that holds one as a value. */
function find(name: string, from: string): readonly FoundPlugin[] {
  const config = configWith(name);
  if (config === undefined) return findPlugins([name], from);
  return [{ name, found: name, url: pathToFileURL(resolve(from, config)).href }];
}

/** @throws E_PLUGIN_NOT_FOUND if its config no longer holds it, E_PLUGIN_LOAD, E_PLUGIN_EXPORT, E_CONFIG… */
async function load(found: FoundPlugin): Promise<Plugin> {
  if (configWith(found.name) === undefined) return loadFound(found, importProgram);
  const { values, file } = await loadConfig(fileURLToPath(found.url));
  const plugin = values.get(found.name);
  if (plugin) return plugin;
  throw new MimmxError(
    'E_PLUGIN_NOT_FOUND',
    `${file} holds no plugin "${found.name.slice(found.name.indexOf('#') + 1)}" among its "plugins" any more. Put it back there.`,
  );
}

/** The same registry, which knows the user's home folder where paths of a data set begin with `~/`. */
function withHome(registry: Registry): Registry {
  const create: Registry['create'] = (kind, name, context, options) =>
    registry.create(kind, name, context, kind === 'dataset' ? expandHome(options) : options);
  return { ...registry, create };
}
