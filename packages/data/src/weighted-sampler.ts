import { MimmxError, Random } from '@mimmx/core';
import type { Sampler } from './sampler-state.ts';
import type { SampleSet } from './samples.ts';

/**
 * Draws samples independently, with replacement, each in proportion to its weight.
 *
 * @param weights [samples] ≥ 0
 * @throws E_WEIGHTS if none is positive, one is not finite, or there are not as many as samples
 */
export function weightedSampler(
  set: Pick<SampleSet, 'name' | 'rows'>,
  weights: Float32Array,
  batchSize: number,
  random: Random,
): Sampler {
  let stream = random;
  let own: readonly number[] = [...weights];
  let sums = cumulated(set, weights);
  const draw = (): number => {
    const at = stream.uniform() * (sums.at(-1) ?? 0);
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const reweigh = (by: Float32Array) => {
    sums = cumulated(set, by);
    own = [...by];
  };
  return {
    next: () => Int32Array.from({ length: batchSize }, draw),
    reweigh,
    get state() {
      return { cycles: [], turns: [], weighted: { random: stream.state, weights: own } };
    },
    set state({ weighted }) {
      if (weighted?.weights.length !== set.rows.length) {
        throw new MimmxError(
          'E_CHECKPOINT',
          'The saved place in the data is of another training set or sampling. Start the run anew.',
        );
      }
      reweigh(Float32Array.from(weighted.weights));
      stream = new Random(weighted.random);
    },
  };
}

function cumulated(set: Pick<SampleSet, 'name' | 'rows'>, weights: Float32Array): Float64Array {
  if (weights.length !== set.rows.length) {
    throw new MimmxError(
      'E_WEIGHTS',
      `Set "${set.name}" has ${set.rows.length} samples and ${weights.length} weights. Give one for each sample.`,
    );
  }
  let sum = 0;
  const sums = Float64Array.from(weights, (weight) => {
    sum += weight >= 0 ? weight : Number.NaN;
    return sum;
  });
  if (sum > 0 && Number.isFinite(sum)) return sums;
  throw new MimmxError(
    'E_WEIGHTS',
    `The weights of set "${set.name}" add up to ${sum}. Give finite weights of 0 or more, at least one positive.`,
  );
}
