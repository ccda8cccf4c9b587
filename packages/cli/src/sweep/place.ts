import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SweepFolder } from '@mimmx/experiment/node';
import { openSweep } from '@mimmx/experiment/node';
import { loadConfig } from '../config/load-config.ts';
import { applyOverrides } from '../config/overrides.ts';
import { type Naming, namedByConfig } from '../run/trust.ts';
import { UsageError } from '../usage-error.ts';
import { type Engine, type SweepParts, splitConfig } from './split-config.ts';

/** A config with its sweep, and where the sweep lies. */
export interface SweepConfigFile extends SweepParts {
  /** Folder of the config. */
  readonly root: string;
  /** Folder of the sweep. */
  readonly path: string;
  /** Which of its plugins may be run. */
  readonly naming: Naming;
}

export interface PlaceOptions {
  readonly out?: string | undefined;
  readonly set?: readonly string[];
  readonly methods?: string | undefined;
  readonly seeds?: string | undefined;
  readonly backend?: string | undefined;
  readonly engine?: string | undefined;
  /** Plugins that may be loaded besides installed ones, as given with `--plugins`. */
  readonly plugins?: string | undefined;
}

/** Whether a path is the folder of a sweep, and no config. */
export const isSweepFolder = (path: string | undefined): path is string =>
  path !== undefined && existsSync(join(path, 'plan')) && statSync(path).isDirectory();

/** @throws UsageError if the command line would change the config of a plan that is written */
export function requireAsPlanned(where: string | undefined, { set = [], ...options }: PlaceOptions): void {
  if (!isSweepFolder(where)) return;
  const given = (['methods', 'seeds', 'backend', 'out'] as const).find((name) => options[name] !== undefined);
  const named = set.length > 0 ? 'set' : given;
  if (named === undefined) return;
  throw new UsageError(
    `--${named}: the plan of ${where} is written. Plan another: mimmx sweep plan CONFIG --out FOLDER --${named} …`,
  );
}

/** Reads a config for a sweep. @throws E_CONFIG…, E_OPTION */
export async function readSweepConfig(
  path: string | undefined,
  options: PlaceOptions,
): Promise<SweepConfigFile> {
  const loaded = await loadConfig(path);
  const parts = splitConfig(applyOverrides(loaded.config, options));
  const { plugins = [] } = parts.config;
  const named = Array.isArray(plugins) ? plugins.map(String) : [];
  const name = typeof parts.config.name === 'string' ? parts.config.name : 'run';
  return {
    ...parts,
    engine: withEngine(parts.engine, options.engine),
    root: loaded.folder,
    naming: namedByConfig(loaded, named, options.plugins),
    path: options.out ?? join('sweeps', name),
  };
}

/** The engine of the command line keeps the options of the config if it is the same. */
export const withEngine = (engine: Engine, named: string | undefined): Engine =>
  named === undefined || named === engine.name ? engine : { name: named, options: {} };

/** The sweep that is meant by a folder, or by a config. @throws E_NOT_A_SWEEP, E_CONFIG… */
export async function findSweep(where: string | undefined, options: PlaceOptions): Promise<SweepFolder> {
  if (isSweepFolder(where)) return openSweep(where);
  if (where !== undefined && existsSync(where) && statSync(where).isDirectory() && !hasConfig(where)) {
    return openSweep(where);
  }
  return openSweep((await readSweepConfig(where, options)).path);
}

const hasConfig = (folder: string): boolean =>
  ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'].some((end) => existsSync(join(folder, `mimmx.config.${end}`)));
