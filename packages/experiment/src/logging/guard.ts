import type { Ending, LoggedLine, LoggedTraining, Logger } from './logger.ts';

/** Calls that may wait for a slow logger; what comes then is lost to it. */
const MOST_WAITING = 2000;
/** Failures in a row after which it is called no more. */
const MOST_FAILURES = 10;
/** Milliseconds that a run waits for a logger at its end. */
const LAST_WORDS = 10_000;

/** What a guard needs besides the logger. */
export interface GuardSetting {
  /** Told of what it throws, as a sentence that names it; not of the same again and again. */
  readonly warn: (message: string) => void;
  /** Runs what belongs to the logger, so that what it throws later can be put down to it. */
  readonly within?: <T>(work: () => T) => T;
  /** Milliseconds to wait for it at the end. */
  readonly patience?: number;
}

/** A logger that nothing can come of for a training: calls return at once and never throw. */
export interface GuardedLogger {
  begin(training: LoggedTraining): void;
  line(training: LoggedTraining, line: LoggedLine): void;
  end(training: LoggedTraining, ending: Ending): void;
  /** Waits for what is still to be written, and no longer than it is given. Never throws. */
  close(): Promise<void>;
}

/** Puts a guard before a logger. It gets copies, so that it cannot change what is recorded. */
export function guardLogger(name: string, logger: Logger, setting: GuardSetting): GuardedLogger {
  const { warn, within = (work) => work(), patience = LAST_WORDS } = setting;
  let waiting = 0;
  let lost = 0;
  let failures = 0;
  let inARow = 0;
  let closed = false;
  let last: Promise<void> = Promise.resolve();

  const failed = (error: unknown): void => {
    failures++;
    inARow++;
    const said = error instanceof Error ? error.message : String(error);
    if (failures === 1) warn(`The logger "${name}" failed, and the training goes on: ${said}`);
    if (inARow === MOST_FAILURES)
      warn(`The logger "${name}" failed ${MOST_FAILURES} times in a row and is called no more.`);
  };
  const call = (work: () => void | Promise<void>, must = false): void => {
    if (closed || (inARow >= MOST_FAILURES && !must)) return;
    if (waiting >= MOST_WAITING) {
      if (lost++ === 0)
        warn(`The logger "${name}" is too slow: numbers are lost to it, and kept in the run.`);
      return;
    }
    waiting++;
    last = last
      .then(() => within(work))
      .then(() => {
        inARow = 0;
      }, failed)
      .finally(() => {
        waiting--;
      });
  };
  const copy = <T>(value: T): T => structuredClone(value);
  return {
    begin(training) {
      const own = copy(training);
      call(() => logger.begin?.(own));
    },
    line(training, line) {
      const own = [copy(training), copy(line)] as const;
      call(() => logger.line(...own));
    },
    end(training, ending) {
      const own = [copy(training), copy(ending)] as const;
      call(() => logger.end?.(...own));
    },
    async close() {
      call(() => logger.close?.(), true);
      closed = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), patience);
      });
      if ((await Promise.race([last, late])) === 'late')
        warn(`The logger "${name}" did not finish within ${patience / 1000} s and is left behind.`);
      clearTimeout(timer);
      if (failures > 1) warn(`The logger "${name}" failed ${failures} times in all.`);
    },
  };
}
