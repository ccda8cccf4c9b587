import type { MineOptions } from './lower/mine.ts';
import type { ClubCategoricalOptions } from './upper/club-categorical.ts';

declare module '@mimmx/core' {
  interface EstimatorOptions {
    mine: Partial<MineOptions>;
    'club-categorical': Partial<ClubCategoricalOptions>;
  }
}
