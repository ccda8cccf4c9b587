import { createRequire } from 'node:module';
import { corePlugin, createRegistry, definePlugin, type Registry } from '@mimmx/core';
import { evaluationPlugin } from '@mimmx/evaluation';
import { experimentPlugin } from '@mimmx/experiment';
import { findPlugins, loadFound, nodePlugin, pluginOf } from '@mimmx/experiment/node';
import { expandHome } from '../config/own-paths.ts';
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
  for (const [name, load] of Object.entries(INCLUDED)) registry.use(pluginOf(await load(), name));
  const included = (name: string) =>
    Object.hasOwn(INCLUDED, name) || Object.hasOwn(INCLUDED, `@mimmx/${name}`);
  const found = findPlugins(
    names.filter((name) => !included(name)),
    from,
  );
  // Of none of them anything is run before all of them may be.
  admit(found, naming, from);
  for (const one of found) registry.use(await loadFound(one));
  return withHome(registry);
}

/** The same registry, which knows the user's home folder where paths of a data set begin with `~/`. */
function withHome(registry: Registry): Registry {
  const create: Registry['create'] = (kind, name, context, options) =>
    registry.create(kind, name, context, kind === 'dataset' ? expandHome(options) : options);
  return { ...registry, create };
}
