import {
  type AnyDefinition,
  type Backend,
  type BackendDefinition,
  type EstimatorDefinition,
  validate,
} from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { loadPlugins } from '@mimmx/experiment/node';

/** A compute backend by where it is: processes cannot be handed functions. */
export interface BackendModule {
  /** What `import()` takes: a package name or a file URL. */
  readonly module: string;
  /** Name of the export that is a backend definition. */
  readonly export: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Plugins with estimators of others, by name, and the folder of the project that has them. */
export interface PluginPlaces {
  readonly names: readonly string[];
  readonly from: string;
}

/** Finds an estimator that a plugin brought; the name itself for one of `@mimmx/mi-estimators`. */
export type FindEstimator = (name: string) => string | EstimatorDefinition;

/** What a process needs before it can estimate. */
export interface Surroundings {
  readonly backend?: BackendModule;
  readonly plugins?: PluginPlaces;
}

/** Loads and sets up a backend; TensorFlow.js's own `cpu` where none is named. */
export async function openBackend(wanted?: BackendModule): Promise<Pick<Backend, 'compile'> | undefined> {
  // Keeps TensorFlow.js from advertising its native package on the first tensor of every process.
  tf.enableProdMode();
  if (!wanted) {
    await tf.setBackend('cpu');
    return undefined;
  }
  const module = (await import(wanted.module)) as Record<string, BackendDefinition>;
  const definition = module[wanted.export]!;
  const backend = definition.create({}, validate(definition.options, wanted.options ?? {}, 'backend'));
  await backend.setup();
  return backend;
}

/**
 * Loads the estimators that plugins bring.
 *
 * @throws E_PLUGIN_… if one cannot be loaded
 */
export async function findEstimators(places?: PluginPlaces): Promise<FindEstimator> {
  const plugins = places ? await loadPlugins(places.names, { from: places.from }) : [];
  const brought = new Map<string, EstimatorDefinition>();
  for (const { provides } of plugins) {
    for (const definition of provides as readonly AnyDefinition[]) {
      if (definition.kind === 'estimator') {
        brought.set(definition.name, definition as unknown as EstimatorDefinition);
      }
    }
  }
  return (name) => brought.get(name) ?? name;
}
