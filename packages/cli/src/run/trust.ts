import { dirname, resolve } from 'node:path';
import {
  type FoundPlugin,
  findPackage,
  isPath,
  type PluginTrust,
  requireTrusted,
} from '@mimmx/experiment/node';
import type { ArgsDef } from 'citty';
import { list } from '../given.ts';
import { log } from '../log.ts';

/** The option of every command that reads what may be a stranger's. */
export const trustArgs = {
  plugins: {
    type: 'string',
    valueHint: 'a,b',
    description:
      'Plugins that a run, or a config in JSON or YAML, may load besides installed ones: they are programs',
  },
} as const satisfies ArgsDef;

/** Who names plugins, and which of them may be run. */
export interface Naming {
  /** For messages: `Run runs/demo`. */
  readonly source: string;
  /** Names of plugins that need no leave: given with `--plugins`, or by a config that is a program itself. */
  readonly allowed: readonly string[];
}

/** What a config names: its plugins need no leave where it is a program, which the user runs anyway. */
export const namedByConfig = (
  { file, program }: { readonly file: string; readonly program: boolean },
  names: readonly string[],
  given: string | undefined,
): Naming => ({ source: `Config ${file}`, allowed: [...(list(given) ?? []), ...(program ? names : [])] });

/** What a plan names: it may come from anybody, so that all its plugins need leave. */
export const namedByPlan = (path: string, allowed: readonly string[]): Naming => ({
  source: `The plan of ${path}`,
  allowed,
});

/**
 * Arguments that hand a leave on to commands that are started for this one, in other folders and on other machines.
 *
 * @param names of plugins as a plan has them
 */
export function leaveArgs(names: readonly string[], { allowed }: Naming, from: string): string[] {
  const given = new Set(allowed.filter(isPath).map((path) => resolve(path)));
  const own = names.filter(
    (name) => allowed.includes(name) || (isPath(name) && given.has(resolve(from, name))),
  );
  return own.length > 0 ? ['--plugins', own.join(',')] : [];
}

/** Where the command lies, by whatever link it was called: what is seen from there was installed with it. */
const ownPlaces = (): string[] =>
  [process.argv[1], import.meta.filename].flatMap((file) => (file ? [dirname(file)] : []));

/**
 * Says which plugins are about to be run that were not asked for by a program or on the command line.
 *
 * @throws E_PLUGIN_TRUST for the first that may not be run
 */
export function admit(plugins: readonly FoundPlugin[], { source, allowed }: Naming, from: string): void {
  const trust: PluginTrust = {
    source,
    allowed,
    from,
    installed: ownPlaces(),
    how: (name) =>
      `If you know and trust it, allow it: --plugins ${name}. A config in TypeScript or JavaScript needs no leave.`,
  };
  requireTrusted(plugins, trust);
  const others = plugins.filter(({ name }) => !allowed.includes(name));
  if (others.length > 0) log.info(`${source} loads ${others.map(({ found }) => found).join(', ')}`);
}

/** Whether the package that is seen from a folder is the one that was installed with the command. */
export const isInstalled = (name: string, from: string): boolean => {
  const url = findPackage(name, from);
  return url !== undefined && ownPlaces().some((place) => findPackage(name, place) === url);
};
