import type { RandomState } from '@mimmx/core';
import type { CycleState } from './cycle.ts';

/** Where a {@link Sampler} stands, as JSON. */
export interface SamplerState {
  /** The generator and the weights of a source that draws by weights. */
  readonly weighted?: { readonly random: RandomState; readonly weights: readonly number[] };
  readonly cycles: readonly CycleState[];
  readonly turns: readonly CycleState[];
}

/** Chooses which samples of a set make the next batch. */
export interface Sampler {
  /** Indices into the set, [batchSize]; y-major unless sampling is `uniform`. */
  next(): Int32Array;
  /** Draws in proportion to other weights from now on. @throws E_WEIGHTS */
  reweigh(weights: Float32Array): void;
  state: SamplerState;
}
