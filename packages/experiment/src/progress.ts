import type { Metrics } from '@mimmx/core';
import type { Job, Summary } from './record.ts';

/** What a run tells while it goes on. */
export type Progress =
  | { readonly kind: 'data'; readonly message: string }
  /** How many trials there are, and how many of them are done. */
  | { readonly kind: 'trials'; readonly total: number; readonly done: number }
  | {
      readonly kind: 'update';
      readonly job: Job;
      readonly step: number;
      readonly updates: number;
      readonly metrics: Metrics;
    }
  | { readonly kind: 'resumed'; readonly job: Job; readonly step: number }
  /** Another process holds the trial. */
  | { readonly kind: 'waiting'; readonly job: Job; readonly holder: string }
  | { readonly kind: 'evaluating'; readonly job: Job }
  | { readonly kind: 'finished'; readonly job: Job; readonly seconds: number }
  | { readonly kind: 'concluded'; readonly summary: Summary };

/** Called often; must return quickly. */
export type OnProgress = (progress: Progress) => void;
