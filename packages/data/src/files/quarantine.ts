import { MimmxError } from '@mimmx/core';
import { atomicWrite } from './atomic-write.ts';
import { printable } from './confine.ts';
import { csvFile } from './csv.ts';

/** `strict`: stop at the first problem. `quarantine`: leave the row out, count it, stop if there are too many. */
export type ProblemPolicy = 'strict' | 'quarantine';

/** Something wrong with one row of a data set. Carries no value of the row and no tag of an image. */
export interface Problem {
  /** Table or image, relative to its folder. */
  readonly file: string;
  /** Line in the table (its header is line 1), or null if the file is in no table. */
  readonly line: number | null;
  readonly reason: string;
}

export interface QuarantineOptions {
  readonly policy?: ProblemPolicy;
  /** Share of the rows that may be left out; more is an error. Default 0.01. */
  readonly tolerance?: number;
  /** Where `quarantine.csv` is written; not written if absent. */
  readonly report?: string;
}

/** Collects the problems of one data set. */
export interface Quarantine {
  readonly policy: ProblemPolicy;
  readonly problems: readonly Problem[];
  /** How many rows there are before any is left out; the tolerance is a share of it. */
  expect(rows: number): void;
  /**
   * Notes a problem.
   *
   * @throws E_DATA under `strict`, E_QUARANTINE if more rows are bad than tolerated
   */
  add(problem: Problem): void;
  /** @throws E_QUARANTINE if more rows are bad than tolerated. Called by `add` once the number of rows is known. */
  check(): void;
  /** Writes `quarantine.csv` if it is wanted and there is anything in it. */
  write(): Promise<void>;
}

const line = ({ file, line: at, reason }: Problem): string =>
  `${printable(file)}${at === null ? '' : `, line ${at}`}: ${reason}`;

/** An empty quarantine. */
export function createQuarantine(options: QuarantineOptions = {}): Quarantine {
  const { policy = 'quarantine', tolerance = 0.01, report } = options;
  const problems: Problem[] = [];
  let rows: number | null = null;
  let written = 0;

  const quarantine: Quarantine = {
    policy,
    problems,
    expect(count) {
      rows = count;
    },
    add(problem) {
      problems.push(problem);
      if (policy === 'strict') {
        throw new MimmxError('E_DATA', `${line(problem)}. Mend or remove it, or use policy "quarantine".`);
      }
      quarantine.check();
    },
    check() {
      if (rows === null || problems.length <= tolerance * rows) return;
      const share = `${problems.length} of ${rows} rows cannot be used (more than ${100 * tolerance} %)`;
      throw new MimmxError(
        'E_QUARANTINE',
        `${share}; the first: ${line(problems[0]!)}. Mend them or raise "tolerance".`,
      );
    },
    async write() {
      if (report === undefined || problems.length === written) return;
      written = problems.length;
      const lines = problems.map(({ file, line: at, reason }) => [printable(file), at ?? '', reason]);
      await atomicWrite(report, csvFile(['file', 'line', 'reason'], lines));
    },
  };
  return quarantine;
}
