import type { Lease, TrialStore } from '../trial/store.ts';
import type { Trial } from '../trial/trial.ts';
import type { GuardedLogger } from './guard.ts';
import type { LoggedTraining } from './logger.ts';

/** What loggers are told of a trial. */
function trainingOf({ trial, checkpoint }: Lease): LoggedTraining {
  const { id, tags, seed, method, encoder, dataset, network, data, training } = trial;
  return {
    id,
    method: tags.method,
    seed,
    tags,
    step: checkpoint?.step ?? 0,
    updates: training.updates,
    settings: JSON.parse(JSON.stringify({ method, encoder, dataset, network, data, training })),
  };
}

/**
 * The same store, whose trainings loggers are told of. The store comes first: a line is told once it is kept, and nothing
 * that happens to a logger reaches whoever trains.
 */
export function loggedStore<Store extends TrialStore>(
  store: Store,
  loggers: readonly GuardedLogger[],
): Store {
  if (loggers.length === 0) return store;
  const claim = async (trial: Trial): Promise<Lease | null> => {
    const lease = await store.claim(trial);
    return lease && loggedLease(lease, loggers);
  };
  return { ...store, claim };
}

function loggedLease(lease: Lease, loggers: readonly GuardedLogger[]): Lease {
  const training = trainingOf(lease);
  for (const logger of loggers) logger.begin(training);
  return {
    ...lease,
    async append(line) {
      await lease.append(line);
      const time = new Date();
      for (const logger of loggers) logger.line(training, { ...line, time });
    },
    async finish(result, weights) {
      await lease.finish(result, weights);
      for (const logger of loggers) logger.end(training, { kind: 'finished', rows: result.rows });
    },
    async fail(error) {
      for (const logger of loggers) logger.end(training, { kind: 'failed', message: error.message });
      await lease.fail(error);
    },
    async release() {
      for (const logger of loggers) logger.end(training, { kind: 'stopped' });
      await lease.release();
    },
  };
}
