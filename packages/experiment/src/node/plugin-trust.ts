import { resolve } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { findPackage } from './find-package.ts';
import { type FoundPlugin, isPath } from './find-plugins.ts';

/** Names that say of themselves that a package is a plugin of mimmx. */
const CALLED_SO = /^(?:@mimmx\/|(?:@[^/]+\/)?mimmx-plugin-)/;

/** By what plugins are judged that a record, or a config that is no program, names. */
export interface PluginTrust {
  /** Who names them, for messages: `Run runs/demo`. */
  readonly source: string;
  /** Names, or paths, that the user allowed. */
  readonly allowed: readonly string[];
  /** Folder that paths of plugins start from. */
  readonly from: string;
  /** Folders from which the packages are seen that the user installed. */
  readonly installed: readonly string[];
  /** How a user allows one. */
  readonly how: (name: string) => string;
}

const whyNot = ({ name, found, url }: FoundPlugin, trust: PluginTrust): string | null => {
  const { allowed, from, installed } = trust;
  if (allowed.includes(name) || allowed.includes(found)) return null;
  if (isPath(name)) {
    const same = allowed.some((one) => isPath(one) && resolve(one) === resolve(from, name));
    return same ? null : 'a file';
  }
  if (!CALLED_SO.test(found)) return 'a package that does not call itself a plugin of mimmx';
  return installed.some((folder) => findPackage(found, folder) === url)
    ? null
    : 'a package that is not installed with the command';
};

/**
 * Plugins are programs, and records and configs in JSON or YAML may be a stranger's: of what these name only packages
 * are loaded that the user installed as plugins of mimmx, and what he allowed.
 *
 * @throws E_PLUGIN_TRUST for the first that is neither; nothing of it was run
 */
export function requireTrusted(plugins: readonly FoundPlugin[], trust: PluginTrust): void {
  for (const plugin of plugins) {
    const why = whyNot(plugin, trust);
    if (why === null) continue;
    throw new MimmxError(
      'E_PLUGIN_TRUST',
      `${trust.source} names the plugin "${plugin.name}", which is ${why}, and would run it. ${trust.how(plugin.name)}`,
    );
  }
}
