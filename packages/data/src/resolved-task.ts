import { type CellCodes, cellCodes, type Factor, type Task } from '@mimmx/core';

/** One confounder of a task, read from the table or to be set. */
export interface ResolvedConfounder {
  readonly factor: Factor;
  /** `settable`: a factor of the data set, assigned to samples. `column`: observed. */
  readonly source: 'column' | 'settable';
  /** Name of the column or settable factor. */
  readonly from: string;
  /** Per row: codes (−1 missing), or numbers in the column's unit (NaN missing); null if settable. */
  readonly values: Int32Array | Float32Array | null;
  /** Declared P(z = y); absent for `natural` and where none was declared. */
  readonly strength?: number;
}

/** A task read against a table. */
export interface ResolvedTask {
  readonly task: Task;
  /** Class (or bin) of y per row, −1 where missing or outside the task. */
  readonly y: Int32Array;
  /** Value of a continuous y per row, NaN where missing. */
  readonly target?: Float32Array;
  readonly z: readonly ResolvedConfounder[];
  /** Rows that the task can use, ascending. */
  readonly eligible: Int32Array;
  /** How many rows it cannot use, and why, in a sentence; absent where it can use all. */
  readonly leftOut?: string;
}

/** Codes by row of the table of the observed confounders that make cells. */
export const observedCodes = (z: readonly ResolvedConfounder[]): CellCodes[] =>
  z.flatMap(({ factor, values }) => (values ? cellCodes([factor], [values]) : []));

/** The task with the mean and sd of its continuous confounders taken over `rows` (those of the training set). */
export function standardise(resolved: ResolvedTask, rows: Int32Array): ResolvedTask {
  const z = resolved.z.map((confounder) => {
    const { factor, values } = confounder;
    if (factor.kind === 'categorical' || values === null) return confounder;
    return { ...confounder, factor: { ...factor, ...momentsOf(values, rows) } };
  });
  const { y } = resolved.task;
  return {
    ...resolved,
    z,
    task: {
      y: y.kind === 'continuous' && resolved.target ? { ...y, ...momentsOf(resolved.target, rows) } : y,
      z: z.map(({ factor }) => factor),
    },
  };
}

/** Mean and standard deviation of the known values of some rows (Welford, 1962); 1 where it would be 0. */
function momentsOf(values: Int32Array | Float32Array, rows: Int32Array): { mean: number; sd: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count++;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  return { mean, sd: count > 1 && squares > 0 ? Math.sqrt(squares / count) : 1 };
}
