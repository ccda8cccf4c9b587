import { rowGroup, type SplitSummary, type SummaryRow } from '@mimmx/experiment';
import { known } from '../numbers.ts';
import { type Context, factorsOf, groupLabel } from './context.ts';
import { trainingSplit } from './meaning.ts';
import type { Quantity } from './quantity.ts';

/** One combination of labels, with what every method came to in it. */
export interface Group {
  readonly label: string;
  /** Images of the group in training; undefined if the record does not say. */
  readonly trained: number | undefined;
  readonly tested: number;
  /** By method, in the order of the context. */
  readonly cells: readonly (SummaryRow | undefined)[];
}

/** The groups of the set on which groups are compared, the rarest in training last. */
export function groupsOf({ summary, methods, groupShift, headline }: Context): Group[] {
  const { y } = summary.task;
  const { measure } = headline.group;
  const inTraining = counted(trainingSplit(summary));
  const tested = summary.splits.find(({ name }) => name === groupShift);
  const factors = factorsOf(summary);
  const labels = new Map(
    (tested?.cells ?? []).map((cell) => {
      const { [y.name]: _, ...z } = cell.labels;
      return [rowGroup(cell.labels, y), groupLabel(y.kind === 'continuous' ? z : cell.labels, factors)];
    }),
  );
  const rows = methods.map(
    ({ result }) =>
      new Map(
        result.rows
          .filter((row) => row.set === groupShift && row.measure === measure && !row.factor && !row.probe)
          .flatMap((row) => (row.group === undefined ? [] : [[row.group, row] as const])),
      ),
  );
  const found = [...new Set(rows.flatMap((own) => [...own.keys()]))].map((group): Group => {
    const cells = rows.map((own) => own.get(group));
    return {
      label: labels.get(group) ?? group,
      trained: inTraining.get(group) ?? (inTraining.size > 0 ? 0 : undefined),
      tested: cells.find((row) => row)?.count ?? 0,
      cells,
    };
  });
  return found.sort((a, b) => (b.trained ?? 0) - (a.trained ?? 0));

  /** Images by group; the bins of a continuous y are one group. */
  function counted(split: SplitSummary | undefined): Map<string, number> {
    const counts = new Map<string, number>();
    for (const cell of split?.cells ?? []) {
      const group = rowGroup(cell.labels, y);
      counts.set(group, (counts.get(group) ?? 0) + cell.count);
    }
    return counts;
  }
}

/** How badly the method that fails most does in a group: the lower the worse. */
export const lowest = ({ cells }: Group, { better }: Quantity): number =>
  Math.min(
    ...cells.flatMap((cell) => (known(cell?.value) ? [better === 'higher' ? cell.value : -cell.value] : [])),
  );
