import type { SplitSummary } from '@mimmx/experiment';
import { STRENGTH, share } from './characters.ts';
import type { SyntheticTask } from './task.ts';

/** Counts and dependence of training and test sets. */
export const splitsOf = ({ y, z, cells, labels }: SyntheticTask): SplitSummary[] =>
  Object.entries(STRENGTH).map(([name, strength]): SplitSummary => {
    const total = name === 'train' ? 5400 : 1600;
    const counted = cells.map((cell) => ({
      labels: labels(cell),
      count: Math.round(total * share(cell, strength)),
    }));
    const count = counted.reduce((sum, cell) => sum + cell.count, 0);
    const phi = 2 * strength - 1;
    const pairs = [y, ...z].flatMap((a, i) =>
      [y, ...z].slice(i + 1).map((b) => ({
        a: a.name,
        b: b.name,
        correlation: i === 0 ? phi : phi * phi,
        mutualInformation: information(i === 0 ? strength : (1 + phi * phi) / 2),
      })),
    );
    return { name, count, patients: count, cells: counted, dependence: pairs };
  });

/** I(a; b) in nats of two fair bits that agree with probability p. */
const information = (p: number) => Math.log(2) + p * Math.log(p) + (1 - p) * Math.log(1 - p);
