import type { Metrics } from '@mimmx/core';
import type { Job, Summary } from './record.ts';

/** What a run tells while it goes on. */
export type Progress =
  | { readonly kind: 'data'; readonly message: string }
  | {
      readonly kind: 'update';
      readonly job: Job;
      readonly jobIndex: number;
      readonly jobs: number;
      readonly step: number;
      readonly updates: number;
      readonly metrics: Metrics;
    }
  | { readonly kind: 'resumed'; readonly job: Job; readonly step: number }
  | { readonly kind: 'evaluating'; readonly job: Job }
  | { readonly kind: 'finished'; readonly job: Job; readonly seconds: number }
  | { readonly kind: 'concluded'; readonly summary: Summary };

/** Called often; must return quickly. */
export type OnProgress = (progress: Progress) => void;
