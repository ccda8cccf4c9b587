import { resolve } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { findPackage } from './find-package.ts';

const PACKAGE_NAME = /^(@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*$/i;

/** Whether a plugin's name is the path of a file. */
export const isPath = (name: string): boolean => /^\.{0,2}\//.test(name);

/** What a name may stand for, in the order it is looked for. */
export function candidates(name: string): string[] {
  if (isPath(name) || name.startsWith('@')) return [name];
  return [`@mimmx/${name}`, `mimmx-plugin-${name}`, name];
}

/** A plugin whose module is known and not loaded. */
export interface FoundPlugin {
  /** As it was asked for. */
  readonly name: string;
  /** Name of the package, or the path, that was found. */
  readonly found: string;
  readonly url: string;
}

/**
 * Looks where the modules of plugins are. Nothing of them is run.
 *
 * @param from folder of the user's project
 * @throws E_PLUGIN_NAME, E_PLUGIN_NOT_FOUND
 */
export const findPlugins = (names: readonly string[], from: string): FoundPlugin[] =>
  names.map((name) => {
    const tried = candidates(name);
    if (!tried.every((candidate) => PACKAGE_NAME.test(candidate) || isPath(candidate))) {
      throw new MimmxError(
        'E_PLUGIN_NAME',
        `"${name}" is neither a package name nor a path. Write e.g. "mi-estimators" or "./my-plugin.js".`,
      );
    }
    if (isPath(name) && name.includes('#')) {
      throw new MimmxError(
        'E_PLUGIN_NOT_FOUND',
        `The plugin "${name}" is a value of that config, which only the command reads. Give it as a value: plugins: [plugin].`,
      );
    }
    for (const found of tried) {
      const url = findPackage(found, from);
      if (url !== undefined) return { name, found, url };
    }
    if (isPath(name)) {
      throw new MimmxError(
        'E_PLUGIN_NOT_FOUND',
        `There is no plugin file ${resolve(from, name)}. Paths of plugins start from the folder of the config.`,
      );
    }
    throw new MimmxError(
      'E_PLUGIN_NOT_FOUND',
      `No plugin "${name}" is installed in ${from} (looked for ${tried.join(', ')}). Install the package you mean there, and name it in full if it is not one of @mimmx.`,
    );
  });
