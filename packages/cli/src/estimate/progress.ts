import { log } from '../log.ts';
import { barLine } from '../progress/bar.ts';
import { clock, TimeLeft } from '../progress/time-left.ts';

/** A bar on a terminal, a line every ten seconds elsewhere. */
export function showJobs() {
  const left = new TimeLeft();
  const tty = process.stderr.isTTY === true;
  let shown = 0;
  return {
    tell(done: number, of: number, key: string) {
      const seconds = left.at('estimates', done, of - done);
      if (!tty && done < of && performance.now() - shown < 10_000) return;
      shown = performance.now();
      const rest = seconds === null ? '' : `${clock(seconds)} left`;
      const line = barLine(
        { job: shortKey(key).padEnd(36), step: done, updates: of, numbers: '', left: rest },
        (process.stderr.columns ?? 100) - 1,
      );
      if (tty) process.stderr.write(`\r\u001b[2K${line}`);
      else log.info(line);
    },
    end: () => void (tty && process.stderr.write('\r\u001b[2K')),
  };
}

/** `ksg on gaussian-1d-0.5 (seed 3)` from the key of an estimate or of a climb. */
export function shortKey(key: string): string {
  const parts = JSON.parse(key) as [string | { label: string; task: string }, unknown, unknown, unknown];
  const [first] = parts;
  if (typeof first === 'string') return `${parts[1]} on ${first} (seed ${parts[3]})`;
  return `${first.label} on ${first.task} (seed ${parts[1]})`;
}
