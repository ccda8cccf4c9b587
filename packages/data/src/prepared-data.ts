import type { CellReport } from './describe.ts';
import type { ResolvedTask } from './resolved-task.ts';
import type { SampleSet } from './samples.ts';

/** The sets of a run. Training, validation and test images share no patient. */
export interface PreparedSplits {
  readonly train: SampleSet;
  /** From the training images, distributed like `train`. */
  readonly validation?: SampleSet;
  /** Test sets by name. */
  readonly shifts: Readonly<Record<string, SampleSet>>;
}

export interface DataReport {
  /** Rows of the table, and those that the task can use. */
  readonly images: { readonly total: number; readonly eligible: number };
  /** Images on each side of the split. */
  readonly split: { readonly train: number; readonly validation: number; readonly test: number };
  readonly sets: readonly CellReport[];
  /** What is otherwise than asked, in sentences. */
  readonly notes: readonly string[];
}

export interface PreparedData {
  readonly resolved: ResolvedTask;
  readonly task: ResolvedTask['task'];
  readonly splits: PreparedSplits;
  /**
   * From the training images, balanced, as large as `train` where the cells allow. Drawn, and added to the report, when
   * it is first asked for.
   *
   * @throws E_NO_BALANCED_SET if a cell is empty
   */
  balancedTrain(): SampleSet;
  readonly report: DataReport;
}
