import { log } from '../log.ts';
import { barLine } from '../progress/bar.ts';
import { clock, TimeLeft } from '../progress/time-left.ts';

/** A bar on a terminal, a line every ten seconds elsewhere. */
export function showJobs() {
  const left = new TimeLeft();
  const tty = process.stderr.isTTY === true;
  let shown = 0;
  return {
    tell(done: number, of: number, name: string) {
      const seconds = left.at('estimates', done, of - done);
      if (!tty && done < of && performance.now() - shown < 10_000) return;
      shown = performance.now();
      const rest = seconds === null ? '' : `${clock(seconds)} left`;
      const line = barLine(
        { job: name.padEnd(36), step: done, updates: of, numbers: '', left: rest },
        (process.stderr.columns ?? 100) - 1,
      );
      if (tty) process.stderr.write(`\r\u001b[2K${line}`);
      else log.info(line);
    },
    end: () => void (tty && process.stderr.write('\r\u001b[2K')),
  };
}
