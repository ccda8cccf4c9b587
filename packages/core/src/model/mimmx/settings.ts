import type { NetworkShape } from '../../contracts/index.ts';
import type { MimmxOptions } from './options.ts';

/** The options with everything decided that was left open. */
export interface MimmxSettings
  extends Omit<MimmxOptions, keyof NetworkShape | 'lambda' | 'weight' | 'scaledBy'>,
    NetworkShape {
  readonly weight: NonNullable<MimmxOptions['weight']>;
  readonly scaledBy: NonNullable<MimmxOptions['scaledBy']>;
  /** How closely each confounder goes with y in the training images, 0 to 1. */
  readonly associations: Readonly<Record<string, number>>;
  /** What a reader of the record should know of these settings. */
  readonly notes: readonly string[];
}
