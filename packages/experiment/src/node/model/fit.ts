import { type FitOptions, fitArrays } from '../../model/index.ts';
import { backendOf, type EngineOptions, pluginsOf, registryOf } from './engine.ts';
import { type SavableModel, savable } from './saved-model.ts';

/**
 * Trains one method on arrays in memory and gives the trained model, with `predict`, `features`, `evaluate` and `save`.
 *
 * @throws E_ARRAYS, E_OPTION, E_UNKNOWN_NAME, E_BACKEND_UNAVAILABLE, E_NAN_LOSS, E_INTERRUPTED
 *
 * @example
 * const model = await fit({ images, shape: [64, 64, 1], y: sick, z: { view }, patients, method: 'mimm-x' });
 * const { labels } = await model.predict(newImages);
 */
export async function fit(options: FitOptions & EngineOptions): Promise<SavableModel> {
  const plugins = await pluginsOf(options);
  const { name, backend } = await backendOf(registryOf(plugins), options.backend);
  return savable(await fitArrays(options, { plugins, backend }), name);
}
