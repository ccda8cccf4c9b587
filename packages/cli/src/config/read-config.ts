import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isOptionError, OptionError, type Problem, pathText, type Registry } from '@mimmx/core';
import { type ExperimentConfig, resolveConfig } from '@mimmx/experiment';
import { commandRegistry } from '../run/registry.ts';
import { namedByConfig } from '../run/trust.ts';
import { splitConfig } from '../sweep/split-config.ts';
import { checkPlugins, UnknownName } from './check-plugins.ts';
import { type LoadedConfig, loadConfig } from './load-config.ts';
import { lineOf } from './locate/index.ts';
import { applyOverrides, type Overrides } from './overrides.ts';
import { pinWeights } from './pin-weights.ts';

/** A config that is right, as far as can be said without its data, and the plugins that it names. */
export interface ReadConfig {
  readonly config: ExperimentConfig;
  readonly registry: Registry;
  /** Folder of the config file. */
  readonly folder: string;
  /** Whether it has a `sweep`, which is none of the training's. */
  readonly asksForSweep: boolean;
}

/**
 * Reads the config of a command, changes it as the command line says, and checks it with everything that it names.
 *
 * @param path of the file; `mimmx.config.*` in the current folder if absent
 * @param allowed plugins that it may load though it is no program, with commas between
 * @throws E_CONFIG…, E_PLUGIN…, and E_OPTION or E_UNKNOWN_NAME with the file and line of each problem
 */
export async function readConfig(
  path: string | undefined,
  overrides: Overrides,
  allowed?: string,
): Promise<ReadConfig> {
  const loaded = await loadConfig(path);
  const { folder } = loaded;
  try {
    // What it says of sweeps decides no single training.
    const parts = splitConfig(applyOverrides(loaded.config, overrides));
    const config = resolveConfig(parts.config);
    const naming = namedByConfig(loaded, config.plugins, allowed);
    const registry = await commandRegistry(config.plugins, folder, naming);
    await checkPlugins(config, registry, folder);
    return { config: pinWeights(config, folder), registry, folder, asksForSweep: parts.asksForSweep };
  } catch (error) {
    throw await withPlaces(error, loaded, overrides);
  }
}

/** The error, saying where in the file (or on the command line) each of its problems stands. */
async function withPlaces(error: unknown, loaded: LoadedConfig, overrides: Overrides): Promise<unknown> {
  if (!isOptionError(error) && !(error instanceof UnknownName)) return error;
  const text = await readFile(loaded.file, 'utf8').catch(() => '');
  const { set = [], ...whole } = overrides;
  const changed = set.map((entry) => entry.slice(0, entry.indexOf('=')));
  // What an option of its own replaced stands neither in the file nor in a --set. Options of the same backend stay.
  const replaced = (['seeds', 'backend'] as const).filter((key) => whole[key] !== undefined);
  const placed = ({ path, message }: Problem): Problem => {
    const full = pathText(path);
    const option = replaced.find((key) => path[0] === key && path[1] !== 'options');
    if (option !== undefined) return { path, message: `${message} (--${option} ${whole[option]})` };
    const change = changed.findLast((key) => full === key || full.startsWith(`${key}.`));
    const line = change === undefined ? lineOf(loaded.file, text, path) : undefined;
    const place =
      change !== undefined
        ? `--set ${change}`
        : line === undefined
          ? undefined
          : `${basename(loaded.file)}:${line}`;
    return { path, message: place === undefined ? message : `${message} (${place})` };
  };
  return error instanceof UnknownName
    ? new UnknownName(placed(error.problem))
    : new OptionError(error.owner, error.problems.map(placed));
}
