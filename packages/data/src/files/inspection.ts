import type { Dataset } from '@mimmx/core';
import type { Problem } from './quarantine.ts';
import type { StreamReport } from './stream-report.ts';

/** What a data set read from files can tell of itself besides the contract, for `mimmx data check`. */
export interface Inspection {
  /** Everything found wrong so far. */
  readonly problems: readonly Problem[];
  /** Where all of it is listed, from the folder of the config. */
  readonly listedIn?: string | undefined;
  /** What would have stopped a run, where the data set was opened to be looked at. */
  readonly failure?: { readonly code: string; readonly message: string } | null;
  /** Rows of the table before any was left out. */
  readonly rowsRead: number;
  /** What a reader should know, in sentences (repeated rows, columns that were not kept). */
  readonly notes: readonly string[];
  report(): StreamReport;
  /** Looks closer at some files than opening does, for what a check should say in sentences (clipped values). */
  examine?(): Promise<readonly string[]>;
}

const INSPECTION = Symbol.for('@mimmx/core/inspection');

/** The same data set, with what it can tell of itself. */
export const withInspection = <D extends Dataset>(dataset: D, inspection: Inspection): D =>
  Object.defineProperty(dataset, INSPECTION, { value: inspection });

/** What a data set tells of itself, or null (procedural data). */
export const inspectionOf = (dataset: Dataset): Inspection | null =>
  (dataset as { [INSPECTION]?: Inspection })[INSPECTION] ?? null;
