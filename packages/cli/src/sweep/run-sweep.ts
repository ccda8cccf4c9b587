import { folderTrials, type SweepFolder } from '@mimmx/experiment/node';
import type { Runner, RunnerEvent } from '@mimmx/runners';
import { bestSoFar } from './best.ts';
import { lookAt, readMeasured, type SweepLook } from './look.ts';
import { sweepScreen } from './screen.ts';
import { plural } from './words.ts';

export interface RunOptions {
  /** Arguments that begin this program again, up to `run`. */
  readonly self: readonly string[];
  readonly cwd: string;
  /** Arguments of `run` besides the sweep. */
  readonly more: readonly string[];
  /** Ends the command once an engine has the trials. */
  readonly detach: boolean;
  readonly signal: AbortSignal;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });

/** Runs what is left of a sweep, and watches until all is done. Gives the last look. */
export async function runSweep(
  sweep: SweepFolder,
  runner: Runner,
  { self, cwd, more, detach, signal }: RunOptions,
): Promise<SweepLook> {
  const { head, path } = sweep;
  const about = { name: head.name, folder: path };
  let look = await lookAt(sweep, null);
  const open = look.planned.filter(({ id }) => !['done', 'failed'].includes(look.places.get(id)!));
  // One trial may stand in the plan under two names.
  const pieces = [...new Map(open.map((line) => [line.id, line])).values()].map(({ id, after }) => ({
    id,
    ...(after === undefined ? {} : { after }),
  }));
  if (pieces.length === 0) return look;
  const screen = sweepScreen(head.name);
  const on = (event: RunnerEvent) => {
    if (event.kind === 'note') screen.say(event.message);
    else if (event.kind === 'ended' && event.ending === 'failed') {
      const line = look.planned.find(({ id }) => id === event.id);
      screen.say(
        `Failed: ${line ? `${line.tags.method}, seed ${line.seed}` : event.id}: ${event.message ?? ''}`,
      );
    } else if (event.kind === 'ended' && event.ending === 'again' && !signal.aborted) {
      screen.say(`${event.id.slice(0, 8)} is tried again: ${event.message ?? 'its process ended'}`);
    }
  };
  await runner.check(about, on);
  const measured = await readMeasured(path);
  const running = runner.run(
    {
      ...about,
      pieces,
      command: [...self, 'run', '--sweep', path, ...more],
      cwd,
      ...(measured ? { seconds: measured.seconds } : {}),
    },
    { signal, on },
  );
  let ended = false;
  let failure: unknown;
  const over = running.then(
    () => {
      ended = true;
    },
    (error) => {
      ended = true;
      failure = error;
    },
  );
  const best = bestSoFar(sweep, folderTrials(path, head.leases));
  const asked = runner.detached ? runner : null;
  if (runner.detached) {
    await over;
    if (failure) throw failure;
    if (detach) return lookAt(sweep, null, look);
    screen.say(`Watching. Ctrl-C stops the watching, not the sweep; look again: mimmx sweep status ${path}`);
  }
  for (;;) {
    const began = performance.now();
    // A look that began before the end may have missed the last trial.
    const last = ended;
    look = await lookAt(sweep, asked, look);
    screen.show(look, await best(look));
    const { done, failed } = look.counts;
    if (signal.aborted && (last || runner.detached)) break;
    if (runner.detached ? done + failed === look.planned.length : last) break;
    // A look costs a hundredth of the time at most.
    const wait = Math.max(runner.detached ? 5000 : 1000, (performance.now() - began) * 20);
    await Promise.race([pause(wait, signal), ...(runner.detached ? [] : [over])]);
    if (signal.aborted && !runner.detached) await over;
  }
  screen.end();
  if (failure) throw failure;
  return look;
}

/** What came of it, in a few lines. */
export function outcomeText(sweep: SweepFolder, { counts, planned, failures }: SweepLook): string {
  const { path } = sweep;
  const lines = [`${counts.done} of ${plural(planned.length, 'trial')} done`];
  for (const { message, ids } of failures.slice(0, 5)) lines.push(`${ids.length} failed: ${message}`);
  if (failures.length > 0) lines.push(`Once the cause is mended: mimmx sweep retry ${path}`);
  const left = planned.length - counts.done - counts.failed;
  if (left > 0) lines.push(`${left} left. Go on with: mimmx sweep run ${path}`);
  if (counts.done > 0) lines.push(`Tables: mimmx sweep collect ${path}`);
  return lines.join('\n');
}
