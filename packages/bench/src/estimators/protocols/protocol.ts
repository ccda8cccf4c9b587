import type { StaircaseSettings } from '../staircase.ts';

/** One estimator on one protocol: what {@link runStaircase} is given, without seed and backend. */
export interface Climb extends Omit<StaircaseSettings, 'estimator' | 'seed' | 'backend'> {
  /** Column `estimator` of the rows: the estimator, with what sets this climb apart from others of it. */
  readonly label: string;
  readonly estimator: string;
  /** Column `task` of the rows, less the stair. */
  readonly task: string;
  /** What the paper reports for each stair, in nats. */
  readonly published?: readonly number[];
}

/** How a paper compared estimators: fresh batches of correlated normals, one batch an update. */
export interface Protocol {
  readonly name: string;
  /** One sentence: sizes, steps, and what is counted. */
  readonly summary: string;
  readonly source: string;
  readonly climbs: readonly Climb[];
}
