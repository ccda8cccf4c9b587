import { existsSync, readFileSync, statSync } from 'node:fs';
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
  /** How names of images are written; tables keep theirs. */
  readonly shown?: ((file: string) => string) | undefined;
  /** Only keeps what would stop a run, as `failure`, and goes on. */
  readonly checking?: boolean | undefined;
}

/** Collects the problems of one data set. */
export interface Quarantine {
  readonly policy: ProblemPolicy;
  /** The first {@link REMEMBERED}; `count` counts all. */
  readonly problems: readonly Problem[];
  readonly count: number;
  /** Where all of them are listed, or null. */
  readonly report: string | null;
  /** How the name of a file is written. */
  shown(file: string): string;
  /** What would have stopped a run by now, where nothing stops because it is only looked at. */
  readonly failure: MimmxError | null;
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
  /**
   * Does some work whose problems are counted to its end before too many of them stop the run, so that the message
   * tells how many there are and not how many were met so far.
   *
   * @throws E_QUARANTINE, and what the work throws
   */
  gather<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Writes `quarantine.csv` if it is wanted and there is anything in it. @throws E_REPORT if another file is there */
  write(): Promise<void>;
}

const TABLE = /\.(?:csv|tsv|txt|xlsx|parquet)(?:\.gz)?$/i;

/** A problem in one line, without a full stop. */
export const problemText = ({ file, line: at, reason }: Problem): string =>
  `${printable(file)}${at === null ? '' : `, line ${at}`}: ${printable(reason).replace(/\.$/, '')}`;

/** Problems that are kept with their reasons. */
export const REMEMBERED = 100_000;

/** An empty quarantine. */
export function createQuarantine(options: QuarantineOptions = {}): Quarantine {
  const { policy = 'quarantine', tolerance = 0.01, report, checking = false } = options;
  const shown = (file: string) => (options.shown && !TABLE.test(file) ? options.shown(file) : file);
  const problems: Problem[] = [];
  let count = 0;
  let rows: number | null = null;
  let written = 0;
  let gathering = 0;
  let failure: MimmxError | null = null;
  const stop = (error: MimmxError): void => {
    if (!checking) throw error;
    // The last word counts most problems; under `strict` the first is the one that stops.
    if (policy === 'quarantine' || failure === null) failure = error;
  };

  const quarantine: Quarantine = {
    policy,
    problems,
    report: report ?? null,
    get count() {
      return count;
    },
    get failure() {
      return failure;
    },
    expect(expected) {
      rows = expected;
    },
    shown,
    add(found) {
      const { file } = found;
      const name = shown(file);
      const problem =
        name === file ? found : { ...found, file: name, reason: found.reason.replaceAll(file, name) };
      count++;
      if (problems.length < REMEMBERED) problems.push(problem);
      if (policy === 'strict') {
        stop(
          new MimmxError(
            'E_DATA',
            `${problemText(problem)}. Mend or remove it, or use problems.policy "quarantine".`,
          ),
        );
      }
      if (gathering === 0) quarantine.check();
    },
    check() {
      if (rows === null || count <= tolerance * rows) return;
      const share = `${count} of ${rows} rows cannot be used (more than ${100 * tolerance} %)`;
      stop(
        new MimmxError(
          'E_QUARANTINE',
          `${share}; the first: ${problemText(problems[0]!)}. Mend them or raise problems.tolerance.`,
        ),
      );
    },
    async gather(work) {
      gathering++;
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work();
      } finally {
        gathering--;
      }
      quarantine.check();
      return result;
    },
    async write() {
      if (report === undefined || count === written) return;
      written = count;
      refuseOther(report);
      const lines = problems.map(({ file, line: at, reason }) => [
        printable(file),
        at ?? '',
        printable(reason),
      ]);
      await atomicWrite(report, csvFile(HEADER, lines));
    },
  };
  return quarantine;
}

const HEADER = ['file', 'line', 'reason'];

/** @throws E_REPORT if something else stands in the report's place */
function refuseOther(report: string): void {
  if (!existsSync(report)) return;
  const start = statSync(report).isFile() ? readFileSync(report, 'utf8').slice(0, 100) : '';
  if (start.startsWith(HEADER.join(','))) return;
  throw new MimmxError(
    'E_REPORT',
    `${report} is no list of problems, and is left as it is. Give the report another name.`,
  );
}
