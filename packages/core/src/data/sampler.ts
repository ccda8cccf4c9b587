import type { Sampling } from '../contracts/batch.ts';
import { MimmxError } from '../errors.ts';
import type { Random } from '../tensor/random.ts';
import { Cycle, type CycleState } from './cycle.ts';
import { groupName, valueName } from './groups.ts';
import type { SampleSet } from './samples.ts';

/** Where a {@link Sampler} stands, as JSON. */
export interface SamplerState {
  readonly cycles: readonly CycleState[];
  readonly turns: readonly CycleState[];
}

export interface SamplerOptions {
  readonly sampling: Sampling;
  readonly batchSize: number;
  /** What `group-balanced` does about a group without a sample: refuse (default), or balance the others. */
  readonly emptyGroups?: 'refuse' | 'skip';
}

/** Chooses which samples of a set make the next batch. */
export interface Sampler {
  /** Indices into the set, [batchSize]; y-major unless sampling is `uniform`. */
  next(): Int32Array;
  state: SamplerState;
}

/**
 * @throws E_BATCH_SIZE if the batch cannot be shared evenly among the classes of y; E_EMPTY_CELL if a class or group
 * that must be in every batch has no sample
 */
export function createSampler(set: SampleSet, options: SamplerOptions, random: Random): Sampler {
  const { sampling, batchSize } = options;
  const classes = set.groups.factors[0]?.classes ?? 1;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new MimmxError('E_BATCH_SIZE', `Batch size ${batchSize} is not a whole number of 1 or more.`);
  }
  if (sampling !== 'uniform' && batchSize % classes !== 0) {
    const nearest = Math.max(1, Math.round(batchSize / classes)) * classes;
    throw new MimmxError(
      'E_BATCH_SIZE',
      `Batch size ${batchSize} cannot be shared evenly among ${classes} classes of y, as ${sampling} sampling needs. ` +
        `Use ${nearest}.`,
    );
  }
  const pools = poolsOf(set, options, classes);
  const cycles = pools.map((pool) => pool.map((members) => new Cycle(members, random.fork())));
  // Where a class has more groups than places in the batch, or a rest remains, the groups take turns.
  const turns = pools.map(
    (pool) =>
      new Cycle(
        Int32Array.from(pool, (_, i) => i),
        random.fork(),
      ),
  );
  const share = batchSize / pools.length;

  const next = (): Int32Array => {
    const indices = new Int32Array(batchSize);
    let at = 0;
    cycles.forEach((own, c) => {
      const each = Math.floor(share / own.length);
      const counts = own.map(() => each);
      for (let rest = share - each * own.length; rest > 0; rest--) {
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

/** Samples from which batches take equal shares: one entry per class of y (or one for all), each split into groups. */
function poolsOf(
  set: SampleSet,
  { sampling, emptyGroups = 'refuse' }: SamplerOptions,
  classes: number,
): Int32Array[][] {
  if (set.rows.length === 0) {
    throw new MimmxError(
      'E_EMPTY_CELL',
      `Set "${set.name}" has no sample. Give it a larger share of the split.`,
    );
  }
  if (sampling === 'uniform') return [[Int32Array.from(set.rows, (_, i) => i)]];
  const factors = set.groups.factors;
  const perClass = set.groups.count / classes;
  const members = new Map<number, number[]>();
  set.y.forEach((y, i) => {
    const pool = sampling === 'stratified' ? y : (set.group[i] ?? -1);
    if (pool < 0) return;
    const own = members.get(pool);
    if (own) own.push(i);
    else members.set(pool, [i]);
  });
  return Array.from({ length: classes }, (_, y) => {
    const first = sampling === 'stratified' ? y : y * perClass;
    const wanted = sampling === 'stratified' ? 1 : perClass;
    const pools: Int32Array[] = [];
    for (let pool = first; pool < first + wanted; pool++) {
      const own = members.get(pool);
      if (own) pools.push(Int32Array.from(own));
      else if (sampling === 'group-balanced' && emptyGroups === 'refuse') {
        throw new MimmxError(
          'E_EMPTY_CELL',
          `Set "${set.name}" has no sample with ${groupName(set.groups, pool)}, so batches cannot be balanced over ` +
            'groups. Weaken the correlation, merge classes, or let empty groups be skipped (emptyGroups: "skip").',
        );
      }
    }
    if (pools.length === 0) {
      throw new MimmxError(
        'E_EMPTY_CELL',
        `Set "${set.name}" has no sample with ${valueName(factors[0]?.name ?? '', factors[0]?.labels[y])}, which every ` +
          `${sampling} batch needs.`,
      );
    }
    return pools;
  });
}
