import { MimmxError } from '@mimmx/core';
import type { Environment } from '@mimmx/experiment';
import {
  type ChosenBackend,
  type Provenance,
  pluginVersions,
  provenanceDifference,
  readEnvironment,
  readVersions,
} from '@mimmx/experiment/node';
import { version } from '../version.ts';
import { includedVersions } from './registry.ts';

/** What is computed with here. @param plugins as named in the config, looked for in the folder `root` */
export const environmentOf = (
  { name, backend }: Pick<ChosenBackend, 'name' | 'backend'>,
  plugins: readonly string[],
  root: string,
): Promise<Environment> =>
  readEnvironment(backend, {
    name,
    versions: { '@mimmx/cli': version, ...includedVersions(), ...pluginVersions(plugins, root) },
  });

/** What a run was made with, against what is here. */
export interface ProvenanceCheck {
  readonly run: string;
  readonly recorded: Provenance;
  readonly environment: Environment;
  /** Fingerprint of the data; null where other data were asked for. */
  readonly data: string | null;
  /** Whether another backend was asked for. */
  readonly otherBackend: boolean;
}

/**
 * What differs from what a run was made with, in words; null if nothing does. What the user asked for himself counts for
 * nothing.
 */
export function changeSince({ recorded, environment, data, otherBackend }: ProvenanceCheck): string | null {
  const { name } = environment.backend;
  return provenanceDifference(
    { ...recorded, data: data === null ? null : recorded.data },
    {
      data,
      versions: environment.versions,
      backend: otherBackend || name === undefined ? recorded.backend : String(name),
    },
  );
}

/** @throws E_RUN_CHANGED in one line that says what differs */
export function requireUnchanged(check: ProvenanceCheck): void {
  const change = changeSince(check);
  if (change === null) return;
  throw new MimmxError(
    'E_RUN_CHANGED',
    `Run ${check.run} was made otherwise: ${change}. Its numbers may not come out the same: go back to that, or accept it knowingly with --accept-changes.`,
  );
}

/** Packages whose recorded versions are not those that are here, with the recorded ones; empty if none. */
export function otherVersions(recorded: Readonly<Record<string, string>>): string {
  const here: Record<string, string> = { '@mimmx/cli': version, ...readVersions(), ...includedVersions() };
  return Object.entries(recorded)
    .filter(([name, made]) => Object.hasOwn(here, name) && here[name] !== made)
    .map(([name, made]) => `${name} ${made} (here ${here[name]})`)
    .join(', ');
}
