import type { SampleSet } from '@mimmx/data';

/** Images that maps are drawn of at most. */
const MOST = 8;

/**
 * A few images of each cell: two of each where there are four cells or fewer, else one; of more than eight cells, eight
 * that lie evenly among them. Always the same of the same set, and no patient twice where that can be.
 *
 * @returns places in the set, cell by cell
 */
export function chooseImages({ group, patients }: Pick<SampleSet, 'group' | 'patients'>): Int32Array {
  const cells = [...new Set(group)].filter((cell) => cell >= 0).sort((a, b) => a - b);
  const chosen =
    cells.length <= MOST
      ? cells
      : Array.from({ length: MOST }, (_, i) => cells[Math.floor((i * cells.length) / MOST)]!);
  const each = chosen.length * 2 <= MOST ? 2 : 1;
  const taken = new Set<number>();
  return Int32Array.from(
    chosen.flatMap((cell) => {
      const own = [...group.keys()].filter((i) => group[i] === cell);
      const fresh = own.filter((i) => !taken.has(patients[i]!));
      const picked = [...fresh, ...own.filter((i) => !fresh.includes(i))].slice(0, each);
      for (const i of picked) taken.add(patients[i]!);
      return picked;
    }),
  );
}
