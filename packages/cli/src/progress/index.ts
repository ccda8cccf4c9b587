import type { Job, OnProgress, Progress } from '@mimmx/experiment';
import { log } from '../log.ts';
import { harmless, harmlessLine } from '../print.ts';
import { barLine, type ProgressLine } from './bar.ts';
import { numbersOf } from './numbers.ts';
import { clock, TimeLeft } from './time-left.ts';

const BAR_EVERY = 100;
const LINE_EVERY = 5000;
const WIPE = '\r\u001b[2K';

/** Where progress is shown: stderr, or a stand-in. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const nameOf = ({ method, seed }: Job): string => `${method} (seed ${seed})`;

/** Shows how a run goes on: a bar on a terminal, a plain line every few seconds elsewhere. */
export function showProgress(
  stream: ProgressStream = process.stderr,
  now: () => number = () => performance.now(),
): { onProgress: OnProgress; end(): void } {
  const timeLeft = new TimeLeft(now);
  const tty = stream.isTTY === true;
  let shown = Number.NEGATIVE_INFINITY;
  let barStands = false;
  let [total, done] = [1, 0];
  /** Steps of the jobs that go on at present. */
  const running = new Map<string, number>();

  const wipe = () => {
    if (barStands) stream.write(WIPE);
    barStands = false;
  };
  const say = (text: string) => {
    wipe();
    if (stream === process.stderr) log.info(text);
    else stream.write(`${harmless(text)}\n`);
  };
  const update = (progress: Progress & { kind: 'update' }) => {
    const { job, step, updates, metrics } = progress;
    running.set(nameOf(job), step);
    const left = (total - done) * updates - [...running.values()].reduce((a, b) => a + b, 0);
    const seconds = timeLeft.at(nameOf(job), step, Math.max(0, left));
    const time = now();
    if (time - shown < (tty ? BAR_EVERY : LINE_EVERY) && !(tty && step === updates)) return;
    shown = time;
    const line: ProgressLine = {
      job: `${total > 1 ? `${Math.min(done + 1, total)}/${total} ` : ''}${nameOf(job)}`,
      step,
      updates,
      numbers: numbersOf(metrics),
      left: seconds === null ? '' : `${clock(seconds)} left`,
    };
    if (tty) {
      stream.write(WIPE + harmlessLine(barLine(line, (stream.columns ?? 80) - 1)));
      barStands = true;
    } else {
      say([line.job, `${step}/${updates}`, line.numbers, line.left].filter(Boolean).join('  '));
    }
  };

  return {
    onProgress(progress) {
      if (progress.kind === 'update') update(progress);
      else if (progress.kind === 'trials') ({ total, done } = progress);
      else if (progress.kind === 'waiting')
        say(`${nameOf(progress.job)}: ${progress.holder} is training it; waiting for that`);
      else if (progress.kind === 'data') say(progress.message);
      else if (progress.kind === 'resumed')
        say(`${nameOf(progress.job)}: going on from update ${progress.step}`);
      else if (progress.kind === 'evaluating') say(`${nameOf(progress.job)}: trained; testing`);
      else if (progress.kind === 'finished') {
        running.delete(nameOf(progress.job));
        say(`${nameOf(progress.job)}: done, trained in ${clock(progress.seconds)}`);
      }
    },
    end: wipe,
  };
}
