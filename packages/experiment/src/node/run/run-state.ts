import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RECORD } from './conclude.ts';
import { lastOpening } from './opening.ts';
import { checkRoot } from './run-root.ts';

/** What lies in the folder of a run. */
export interface RunState {
  readonly found: 'nothing' | 'unfinished' | 'finished';
  /** Configuration of the run; null if there is nothing. */
  readonly config: unknown;
  /** Name of the backend that it was begun on. */
  readonly backend: string | null;
  /** Threads of a training that it was begun with; null where the backend has none to tell of. */
  readonly threads: number | null;
}

/**
 * Looks at the folder of a run without changing anything.
 *
 * @throws E_NOT_A_RUN, E_RUN_FORMAT, E_RUN_DAMAGED, and the errors of storage
 */
export async function runState(path: string): Promise<RunState> {
  const root = resolve(path);
  if (existsSync(root)) await checkRoot(path, root);
  const last = existsSync(root) ? await lastOpening(root) : null;
  if (!last) return { found: 'nothing', config: null, backend: null, threads: null };
  const { config, provenance, environment } = last.opening;
  const { threads } = environment.backend;
  return {
    found: existsSync(join(root, RECORD)) ? 'finished' : 'unfinished',
    config,
    backend: provenance.backend,
    threads: typeof threads === 'number' ? threads : null,
  };
}
