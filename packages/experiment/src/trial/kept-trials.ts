import type { TrialStore } from './store.ts';
import type { Trial } from './trial.ts';

/** A store that can also say what a trial is, and give a failed one another try. */
export interface KeptTrials extends TrialStore {
  /** The trial of that id, once it was claimed for the first time; null if it is not known. */
  trial(id: string): Promise<Trial | null>;
  /** Puts a failed trial back among the waiting; it goes on from its checkpoint. False if it is not a failed one. */
  retry(id: string): Promise<boolean>;
}
