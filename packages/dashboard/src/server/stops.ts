import type { Lease, Trial } from '@mimmx/experiment';
import { type LeaseOptions, takeTrial } from '@mimmx/experiment/node';

interface Stop {
  readonly controller: AbortController;
  lease: Lease | null;
  /** Settles when it is held, or cannot be. */
  taking: Promise<void>;
}

/**
 * Trainings that were stopped from here. A stopped one is held by this process, so that nobody trains it: its holder was
 * asked to save and give it back. Let go of, or if this process ends, it is free for whoever trains in that folder.
 */
export class Stops {
  readonly #stops = new Map<string, Stop>();

  /** Asks for a trial and keeps it. @param leases as who trains there keeps them @param failed told why it could not be had */
  stop(path: string, trial: Trial, leases: LeaseOptions, failed: (why: string) => void): void {
    const key = keyOf(path, trial.id);
    if (this.#stops.has(key)) return;
    const controller = new AbortController();
    const stop: Stop = { controller, lease: null, taking: Promise.resolve() };
    this.#stops.set(key, stop);
    const forget = () => {
      if (this.#stops.get(key) === stop) this.#stops.delete(key);
    };
    stop.taking = takeTrial(path, trial, { signal: controller.signal, leases }).then(
      (lease) => {
        stop.lease = lease;
        if (!lease) forget();
      },
      (error) => {
        forget();
        failed(error instanceof Error ? error.message : String(error));
      },
    );
  }

  /** Lets go of it, or takes the request back. */
  async resume(path: string, id: string): Promise<void> {
    const key = keyOf(path, id);
    const stop = this.#stops.get(key);
    if (!stop) return;
    stop.controller.abort();
    await stop.taking;
    this.#stops.delete(key);
    await stop.lease?.release();
  }

  state(path: string, id: string): 'asked' | 'held' | null {
    const stop = this.#stops.get(keyOf(path, id));
    return stop ? (stop.lease ? 'held' : 'asked') : null;
  }

  /** Lets go of all. */
  async close(): Promise<void> {
    for (const key of [...this.#stops.keys()]) {
      const [path = '', id = ''] = key.split('\u0000');
      await this.resume(path, id).catch(() => {});
    }
  }
}

const keyOf = (path: string, id: string): string => `${path}\u0000${id}`;
