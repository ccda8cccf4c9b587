import { resolveConfig, type Trial, trialsOf } from '@mimmx/experiment';
import {
  folderTrials,
  type LeaseOptions,
  openSweep,
  runState,
  trialIds,
  trialOfLine,
} from '@mimmx/experiment/node';
import type { Place } from './find.ts';

/** What is to be trained in a place. */
export interface Plan {
  readonly trials: readonly Trial[];
  /** How leases are kept there, s. */
  readonly leases: Required<LeaseOptions>;
  readonly finished: boolean;
}

/** Trials of a sweep that are shown. */
const MOST = 300;
const LEASES = { heartbeat: 30, staleAfter: 300 };

/** The trials of a run as its config says, or of a sweep as its plan does. */
export async function planOf(place: Place): Promise<Plan> {
  if (place.kind === 'sweep') {
    const sweep = await openSweep(place.path);
    const lines = (await sweep.all()).slice(0, MOST);
    return {
      trials: lines.map((line) => ({ ...trialOfLine(sweep.head, line), tags: line.tags })),
      leases: sweep.head.leases,
      finished: false,
    };
  }
  const { config, found } = await runState(place.path);
  try {
    return {
      trials: trialsOf(resolveConfig(config)),
      leases: LEASES,
      finished: found === 'finished',
    };
  } catch {
    // A config of another version: then what was begun is what is known.
    const store = folderTrials(place.path);
    const trials = await Promise.all(
      (await trialIds(place.path)).map((id) => store.trial(id).catch(() => null)),
    );
    return {
      trials: trials.filter((trial) => trial !== null),
      leases: LEASES,
      finished: found === 'finished',
    };
  }
}
