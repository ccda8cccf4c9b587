import type { Trial, TrialLine } from '@mimmx/experiment';

/** What is known of one training at this moment. */
export interface TrialView {
  readonly id: string;
  /** Method and seed, and what else tells it from the others. */
  readonly name: string;
  readonly tags: Trial['tags'];
  readonly state: 'waiting' | 'running' | 'stopping' | 'stopped' | 'failed' | 'done';
  readonly step: number;
  readonly updates: number;
  readonly batchSize: number;
  /** Updates a second; null before it is known. */
  readonly rate: number | null;
  /** Bytes of the process that trains it; null where it is not known. */
  readonly memory: number | null;
  readonly holder: string | null;
  /** Seconds since the holder last showed that it lives. */
  readonly age: number | null;
  /** Seconds to its last update. */
  readonly left: number | null;
  readonly lines: readonly TrialLine[];
  /** Why it failed. */
  readonly message: string | null;
}

/** One line of the log: what was seen to happen. */
export interface Entry {
  readonly at: Date;
  readonly text: string;
}

/** A run or sweep at this moment. */
export interface PlaceView {
  readonly name: string;
  readonly kind: 'run' | 'sweep';
  readonly path: string;
  readonly finished: boolean;
  readonly trials: readonly TrialView[];
  readonly log: readonly Entry[];
  /** Seconds to the end of what is trained and waits, at the pace of all that run; null if nothing is known. */
  readonly left: number | null;
  /** Why it cannot be read. */
  readonly problem: string | null;
}

/** How many trials are in each state. */
export function countsOf({ trials }: Pick<PlaceView, 'trials'>): Record<TrialView['state'], number> {
  const counts = { running: 0, stopping: 0, stopped: 0, waiting: 0, failed: 0, done: 0 };
  for (const { state } of trials) counts[state]++;
  return counts;
}
