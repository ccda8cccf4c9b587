import { type Draw, MimmxError, type Sampling } from '@mimmx/core';
import { groupName, valueName } from './groups.ts';
import type { SampleSet } from './samples.ts';

/** How batches are drawn from a set of samples. */
export interface SamplerOptions {
  /** A named sampling, or a weight for each sample of the set. */
  readonly sampling: Draw;
  readonly batchSize: number;
  /** What `group-balanced` does about a group without a sample: refuse (default), or balance the others. */
  readonly emptyGroups?: 'refuse' | 'skip';
}

/** Options of a source that draws by a named sampling. */
type NamedOptions = Omit<SamplerOptions, 'sampling'> & { readonly sampling: Sampling };

/** Samples that batches draw from in turn, and how many of the places of its class of y they get. */
export interface Pool {
  /** Indices into the set. */
  readonly members: Int32Array;
  /** Fraction of the class's places; the shares of a class add up to 1. */
  readonly share: number;
}

/** One list per class of y (or one for all, if sampling is `uniform`), each split into groups. @throws E_EMPTY_CELL */
export function poolsOf(set: SampleSet, options: NamedOptions, classes: number): Pool[][] {
  if (set.rows.length === 0) {
    throw new MimmxError(
      'E_EMPTY_CELL',
      `Set "${set.name}" has no sample. Give it a larger share of the split.`,
    );
  }
  switch (options.sampling) {
    case 'uniform':
      return [[{ members: Int32Array.from(set.rows, (_, i) => i), share: 1 }]];
    case 'stratified':
      return membersOf(set.y, classes).map((members, y) => {
        if (members.length === 0) throw emptyClass(set, y, options.sampling);
        return [{ members, share: 1 }];
      });
    case 'group-balanced':
      return groupBalanced(set, options, classes);
    case 'overlap':
      return overlap(set, classes);
  }
}

/** Every group of a class as often; what happens to those without a sample is an option. */
function groupBalanced(set: SampleSet, { sampling, emptyGroups }: NamedOptions, classes: number): Pool[][] {
  const members = membersOf(set.group, set.groups.count);
  const empty = members.findIndex((own) => own.length === 0);
  if (empty >= 0 && emptyGroups !== 'skip') {
    throw new MimmxError(
      'E_EMPTY_CELL',
      `Set "${set.name}" has no sample with ${groupName(set.groups, empty)}, so batches cannot be balanced over ` +
        'groups. Weaken the correlation, merge classes, or let empty groups be skipped (emptyGroups: "skip").',
    );
  }
  return byClass(members, classes).map((own, y) => {
    const present = own.filter((group) => group.length > 0);
    if (present.length === 0) throw emptyClass(set, y, sampling);
    return present.map((group) => ({ members: group, share: 1 / present.length }));
  });
}

/**
 * Overlap weights (Li, Morgan & Zaslavsky, JASA 2018; several classes: Li & Li, 2019): a combination of confounders
 * gets the share 1 / Σ_y (1 / n_yz) in every class of y, so that y and z are independent, and combinations that hardly
 * ever occur with one of the classes count little. Of all weights that make y and z independent these spread most
 * evenly over the images.
 */
function overlap(set: SampleSet, classes: number): Pool[][] {
  const pools = byClass(membersOf(set.group, set.groups.count), classes);
  const raw = pools[0]!.map((_, z) => 1 / pools.reduce((sum, own) => sum + 1 / own[z]!.length, 0));
  const total = raw.reduce((a, b) => a + b, 0);
  if (!(total > 0)) {
    throw new MimmxError(
      'E_EMPTY_CELL',
      `Set "${set.name}" has no combination of confounders that occurs with every class of ` +
        `${set.groups.factors[0]?.name}, so nothing overlaps. Weaken the correlation, name fewer confounders, or use ` +
        '"group-balanced" sampling.',
    );
  }
  return pools.map((own) =>
    own.flatMap((members, z) => (raw[z]! > 0 ? [{ members, share: raw[z]! / total }] : [])),
  );
}

/** The samples of each code; those without one (a confounder is missing) are in none. */
function membersOf(codes: Int32Array, count: number): Int32Array[] {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const [i, code] of codes.entries()) lists[code]?.push(i);
  return lists.map((list) => Int32Array.from(list));
}

/** Groups are numbered y-major. */
function byClass(groups: readonly Int32Array[], classes: number): Int32Array[][] {
  const each = groups.length / classes;
  return Array.from({ length: classes }, (_, y) => groups.slice(y * each, (y + 1) * each));
}

const emptyClass = (set: SampleSet, y: number, sampling: string): MimmxError => {
  const factor = set.groups.factors[0];
  return new MimmxError(
    'E_EMPTY_CELL',
    `Set "${set.name}" has no sample with ${valueName(factor?.name ?? '', factor?.labels[y])}, which every ` +
      `${sampling} batch needs.`,
  );
};

const RESOLUTION = 100;

/**
 * A round of turns in which each entry comes up in proportion to its weight (to a hundredth of the largest), as
 * short as it can be: equal weights give each one turn.
 */
export function roundRobin(weights: readonly number[]): Int32Array {
  const largest = Math.max(...weights);
  const counts = weights.map((weight) => (largest > 1e-9 ? Math.round((RESOLUTION * weight) / largest) : 1));
  const divisor = counts.reduce(greatestCommonDivisor, 0);
  return Int32Array.from(counts.flatMap((count, i) => Array.from({ length: count / divisor }, () => i)));
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
