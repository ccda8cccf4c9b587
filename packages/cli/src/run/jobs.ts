import type { Trial, TrialSetting } from '@mimmx/experiment';
import { runInProcesses as inProcesses, workInProcesses as work } from '@mimmx/experiment/node';

export { defaultJobs, isWorker, reportToParent } from '@mimmx/experiment/node';

/** This very command, started so many times. */
const program = (jobs: number, argv: readonly string[]) => ({ jobs, file: process.argv[1]!, argv });

/**
 * Trains trials in several processes at one store. Each claims what it can get; the cores are shared among them.
 *
 * @param argv arguments of the command that the processes are started with
 */
export const runInProcesses = (jobs: number, argv: readonly string[]) => inProcesses(program(jobs, argv));

/** Has processes train what they can get of these trials. They leave what failed in the store. @throws E_INTERRUPTED, E_WORKER */
export const workInProcesses = (
  jobs: number,
  argv: readonly string[],
  trials: readonly Trial[],
  setting: Pick<TrialSetting, 'store' | 'onProgress' | 'signal'>,
): Promise<void> => work(program(jobs, argv), trials, setting);
