import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { recordedConfig, runPaths } from '@mimmx/experiment/node';

/** Where a run is about to be written, and what is there already. */
export interface RunPlace {
  readonly path: string;
  readonly found: 'nothing' | 'unfinished' | 'finished';
  /** Takes away what a run left that failed before its first checkpoint, if it was this start that made it. */
  clear(): Promise<void>;
}

/**
 * Looks at the folder of a run before anything is computed.
 *
 * @throws E_RUN_EXISTS if there is a run and `resume` is not set; E_NOT_A_RUN
 */
export async function runPlace(path: string, resume: boolean): Promise<RunPlace> {
  const paths = runPaths(path);
  const existed = existsSync(paths.root);
  const recorded = await recordedConfig(path);
  const found = recorded === null ? 'nothing' : existsSync(paths.summary) ? 'finished' : 'unfinished';
  if (found !== 'nothing' && !resume) {
    const next = found === 'finished' ? 'Delete it' : 'Continue it with --resume';
    throw new MimmxError(
      'E_RUN_EXISTS',
      `${path} holds ${found === 'finished' ? 'a finished' : 'an unfinished'} run. ${next}, or choose another folder with --out.`,
    );
  }
  return {
    path,
    found,
    async clear() {
      if (found !== 'nothing' || !existsSync(paths.root)) return;
      const entries = await readdir(paths.root);
      if (entries.some((entry) => entry !== 'config.json' && entry !== 'environment.json')) return;
      await rm(paths.config, { force: true });
      await rm(paths.environment, { force: true });
      if (!existed) await rmdir(paths.root);
    },
  };
}
