import { MimmxError } from '@mimmx/core/contracts';

/** Ranks 1 … n from the smallest on; equal values share the mean of theirs. */
export function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** What each method came to in each block (data set, setting; seeds averaged), in the same order of blocks. */
export type ScoresOfMethods = Readonly<Record<string, readonly number[]>>;

/**
 * Mean rank of each method over the blocks, 1 for the best; equal ones share the mean of their ranks (Demšar, 2006).
 *
 * @throws `E_LENGTH_MISMATCH` unless all methods have as many blocks, `E_EMPTY` if there are none
 *
 * @example
 * averageRanks({ erm: [0.7, 0.8], 'mimm-x': [0.9, 0.8] }, 'higher'); // { erm: 1.75, 'mimm-x': 1.25 }
 */
export function averageRanks(scores: ScoresOfMethods, better: 'higher' | 'lower'): Record<string, number> {
  const names = Object.keys(scores);
  const blocks = requireBlocks(scores);
  const sums = names.map(() => 0);
  for (let block = 0; block < blocks; block++) {
    const own = names.map((name) => (better === 'higher' ? -1 : 1) * scores[name]![block]!);
    midRanks(own).forEach((rank, i) => {
      sums[i]! += rank;
    });
  }
  return Object.fromEntries(names.map((name, i) => [name, sums[i]! / blocks]));
}

/** Number of blocks, the same for all methods, every one with a value. */
export function requireBlocks(scores: ScoresOfMethods): number {
  const entries = Object.entries(scores);
  const blocks = entries[0]?.[1].length ?? 0;
  if (blocks === 0)
    throw new MimmxError('E_EMPTY', 'There are no blocks to rank methods by. Give one at least.');
  for (const [name, values] of entries) {
    if (values.length !== blocks) {
      throw new MimmxError(
        'E_LENGTH_MISMATCH',
        `"${name}" has ${values.length} blocks but "${entries[0]![0]}" has ${blocks}. Give one value per block.`,
      );
    }
    const broken = values.findIndex((value) => !Number.isFinite(value));
    if (broken >= 0) {
      throw new MimmxError(
        'E_NOT_FINITE',
        `"${name}" has the value ${values[broken]} in block ${broken}. Leave the block out, for all methods.`,
      );
    }
  }
  return blocks;
}
