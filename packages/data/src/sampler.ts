import type { Random } from '@mimmx/core';
import { MimmxError } from '@mimmx/core';
import { Cycle, type CycleState } from './cycle.ts';
import { poolsOf, roundRobin, type SamplerOptions } from './pools.ts';
import type { Sampler } from './sampler-state.ts';
import type { SampleSet } from './samples.ts';
import { weightedSampler } from './weighted-sampler.ts';

export type { SamplerOptions } from './pools.ts';
export type { Sampler, SamplerState } from './sampler-state.ts';

/**
 * @throws E_BATCH_SIZE if the batch cannot be shared evenly among the classes of y; E_EMPTY_CELL if a class or group
 * that must be in every batch has no sample, or if no confounders were seen with every class of y (`overlap`)
 */
export function createSampler(set: SampleSet, options: SamplerOptions, random: Random): Sampler {
  const { batchSize } = options;
  const classes = set.groups.factors[0]?.classes ?? 1;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new MimmxError('E_BATCH_SIZE', `Batch size ${batchSize} is not a whole number of 1 or more.`);
  }
  if (typeof options.sampling !== 'string') return weightedSampler(set, options.sampling, batchSize, random);
  const named = { ...options, sampling: options.sampling };
  const { sampling } = named;
  if (sampling !== 'uniform' && batchSize % classes !== 0) {
    const nearest = Math.max(1, Math.round(batchSize / classes)) * classes;
    throw new MimmxError(
      'E_BATCH_SIZE',
      `Batch size ${batchSize} cannot be shared evenly among ${classes} classes of y, as ${sampling} sampling needs. ` +
        `Use ${nearest}.`,
    );
  }
  const pools = poolsOf(set, named, classes);
  const cycles = pools.map((own) => own.map(({ members }) => new Cycle(members, random.fork())));
  const places = batchSize / pools.length;
  const fixed = pools.map((own) => own.map(({ share }) => wholePlaces(share * places)));
  // Where a class has more groups than places in the batch, or a rest remains, the groups take turns.
  const turns = pools.map(
    (own, c) =>
      new Cycle(roundRobin(own.map(({ share }, g) => share * places - fixed[c]![g]!)), random.fork()),
  );

  const next = (): Int32Array => {
    const indices = new Int32Array(batchSize);
    let at = 0;
    cycles.forEach((own, c) => {
      const counts = [...fixed[c]!];
      for (let rest = places - counts.reduce((a, b) => a + b, 0); rest > 0; rest--) {
        const turn = turns[c]?.next() ?? 0;
        counts[turn] = (counts[turn] ?? 0) + 1;
      }
      own.forEach((cycle, group) => {
        for (let i = counts[group] ?? 0; i > 0; i--) indices[at++] = cycle.next();
      });
    });
    return indices;
  };

  const all = cycles.flat();
  return {
    next,
    reweigh() {
      throw new MimmxError(
        'E_WEIGHTS',
        `A source with ${sampling} sampling has no weights. Ask for it by weights: data.batches(set, weights).`,
      );
    },
    get state() {
      return { cycles: all.map(({ state }) => state), turns: turns.map(({ state }) => state) };
    },
    set state(state) {
      if (state.cycles.length !== all.length || state.turns.length !== turns.length) {
        throw new MimmxError(
          'E_CHECKPOINT',
          'The saved place in the data is of another training set or sampling. Start the run anew.',
        );
      }
      restore(all, state.cycles);
      restore(turns, state.turns);
    },
  };
}

function restore(cycles: readonly Cycle[], states: readonly CycleState[]): void {
  cycles.forEach((cycle, i) => {
    const state = states[i];
    if (state) cycle.state = state;
  });
}

// A share of 1/9 of 63 places is 7, whatever the floating point says.
const wholePlaces = (places: number): number => Math.floor(places + 1e-9);
