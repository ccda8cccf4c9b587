import { createDataPool, loggedStore, type Progress } from '@mimmx/experiment';
import {
  checkVersions,
  folderTrials,
  openSweep,
  pluginVersions,
  provenanceOf,
  readEnvironment,
  type SweepFolder,
  trialOfLine,
} from '@mimmx/experiment/node';
import type { Tried } from '@mimmx/runners';
import { triedOf, tryTrial } from '@mimmx/runners/trials';
import { log } from '../log.ts';
import { setUpBackend } from '../run/engine.ts';
import { runLoggers } from '../run/loggers.ts';
import { commandRegistry, includedVersions } from '../run/registry.ts';
import { useThreads } from '../run/threads.ts';
import { namedByPlan } from '../run/trust.ts';
import { version } from '../version.ts';
import { hereOf, type Roots, rootedPool } from './roots.ts';

/** Everything that this process does trials of one sweep with. */
export interface TrialDoer {
  readonly folder: SweepFolder;
  do(id: string, signal: AbortSignal, onProgress?: (progress: Progress) => void): Promise<Tried>;
  close(): Promise<void>;
}

/**
 * Opens a sweep to do trials of it.
 *
 * @param allowed plugins that it may run besides installed ones
 * @throws E_NOT_A_SWEEP, E_PLAN_EDITED, E_PLUGIN_…, E_REFUSED if this machine must not
 */
export async function openDoer(
  path: string,
  roots: Roots,
  allowed: readonly string[] = [],
): Promise<TrialDoer> {
  const folder = await openSweep(path);
  const { head } = folder;
  const root = hereOf(head.root, roots);
  const registry = await commandRegistry(head.base.plugins, root, namedByPlan(path, allowed));
  useThreads(head.threads);
  const chosen = await setUpBackend(registry, head.base.backend ?? head.backend ?? undefined);
  const here = await origin(chosen, head.base.plugins, root);
  checkVersions(path, head, here);
  const logging = await runLoggers(
    registry,
    head.base.loggers,
    { name: head.name, path: folder.path },
    (message) => log.info(message),
  );
  const store = loggedStore(folderTrials(folder.path, head.leases), logging.loggers);
  const data = rootedPool(createDataPool(registry, root), roots);
  const setting = {
    registry,
    backend: chosen.backend,
    store,
    data,
    provenance: provenanceOf(folder.path, here),
  };
  return {
    folder,
    async do(id, signal, onProgress) {
      try {
        const line = await folder.find(id);
        if (!line) return { ending: 'failed', message: `E_TRIAL: The plan of ${path} has no trial "${id}".` };
        const state = await store.state(id);
        if (state.kind === 'done') return { ending: 'done' };
        if (state.kind === 'failed') return { ending: 'failed', message: state.message };
        return await tryTrial(trialOfLine(head, line), {
          ...setting,
          signal,
          ...(onProgress ? { onProgress } : {}),
        });
      } catch (error) {
        return triedOf(error);
      }
    },
    async close() {
      await logging.close();
      await data.close();
    },
  };
}

/** Versions and backend of this process, as plans and results keep them. */
export async function origin(
  chosen: Awaited<ReturnType<typeof setUpBackend>>,
  plugins: readonly string[],
  root: string,
): Promise<{ readonly versions: Readonly<Record<string, string>>; readonly backend: string }> {
  const { versions } = await readEnvironment(chosen.backend, {
    versions: { '@mimmx/cli': version, ...includedVersions(), ...pluginVersions(plugins, root) },
  });
  return { versions, backend: chosen.name };
}
