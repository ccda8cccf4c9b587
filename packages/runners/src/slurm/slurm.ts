import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { defineRunner, type RunSetting, type Work } from '../contract.ts';
import { call, complaint } from './call.ts';
import { jobScript } from './job-script.ts';
import { readLimits } from './limits.ts';
import { type SlurmOptions, secondsOf, slurmOptions } from './options.ts';
import { pack, type Task } from './pack.ts';
import { readQueue, stateOf } from './squeue.ts';
import { keepJob, nextFolder, oneAtATime, readSubmissions, writeWhole } from './submissions.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Pieces as arrays of Slurm jobs. It needs a folder that all nodes share, and nothing else: no server, no open port. */
export const slurm = defineRunner({
  name: 'slurm',
  summary: 'Job arrays of a Slurm cluster; needs a folder that all nodes share',
  source: 'Yoo, Jette & Grondona, 2003',
  options: slurmOptions,
  create({ env }, options) {
    return {
      detached: true,
      async check(work) {
        await readLimits(env);
        await testSubmission(work, options, env);
      },
      run: (work, setting = {}) => oneAtATime(work.folder, () => submit(work, options, env, setting)),
      async state({ folder }) {
        const submissions = await readSubmissions(folder);
        if (submissions.length === 0) return stateOf([], [], null);
        const { queued, note } = await readQueue(env);
        return stateOf(submissions, queued, note);
      },
      async cancel({ folder }) {
        const submissions = await readSubmissions(folder);
        const { queued } = await readQueue(env);
        const own = new Set(submissions.map(({ job }) => job));
        const jobs = [...new Set(queued.map(({ job }) => job))].filter((job) => own.has(job));
        if (jobs.length === 0) return 'Slurm has no job of this sweep.';
        const answer = await call('scancel', jobs, env);
        if (answer.status !== 0) {
          throw new MimmxError(
            'E_SLURM',
            `scancel: ${complaint(answer)}. Cancel by hand: scancel ${jobs.join(' ')}`,
          );
        }
        return `Cancelled ${jobs.length === 1 ? 'Slurm job' : 'Slurm jobs'} ${jobs.join(', ')}; what ran saves itself first.`;
      },
    };
  },
});

/** Asks whether such a job would be taken, without handing one over. @throws E_SLURM_REFUSED */
async function testSubmission(
  work: Pick<Work, 'name' | 'folder'>,
  options: SlurmOptions,
  env: Env,
): Promise<void> {
  const { partition, account, qos, time, memory, cpus, gpus } = options;
  const flag = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name}=${value}`];
  const args = [
    '--test-only',
    ...flag('partition', partition),
    ...flag('account', account),
    ...flag('qos', qos),
    ...flag('time', time),
    ...flag('mem', memory),
    ...flag('cpus-per-task', cpus),
    ...flag('gpus', gpus),
    ...options.sbatch,
    '--wrap=true',
  ];
  const answer = await call('sbatch', args, env, work.folder);
  if (answer.status !== 0) throw refused(complaint(answer), options);
}

function refused(said: string, { partition, account }: SlurmOptions): MimmxError {
  const plain = said.replace(/^allocation failure: /, '').replace(/\.$/, '');
  const next =
    /partition/i.test(plain) && !/account/i.test(plain)
      ? `engine.options.partition is ${partition === undefined ? 'not given' : `"${partition}"`}; "sinfo -s" lists them.`
      : /account/i.test(plain)
        ? `engine.options.account is ${account === undefined ? 'not given' : `"${account}"`}; "sacctmgr show associations user=$USER" lists yours.`
        : 'Change engine.options, then run again.';
  return new MimmxError('E_SLURM_REFUSED', `Slurm refuses the job: ${plain}. ${next}`);
}

async function submit(
  work: Work,
  options: SlurmOptions,
  env: Env,
  { on = () => {} }: RunSetting,
): Promise<void> {
  const limits = await readLimits(env);
  const { queued } = await readQueue(env);
  const known = stateOf(await readSubmissions(work.folder), queued, null);
  const pieces = work.pieces.filter(({ id }) => !known.waiting.has(id) && !known.running.has(id));
  if (pieces.length < work.pieces.length) {
    on({ kind: 'note', message: `${work.pieces.length - pieces.length} pieces are with Slurm already` });
  }
  if (pieces.length === 0) return;
  const { arrays, perTask } = pack(pieces, {
    limits,
    queued: queued.reduce((sum, { tasks }) => sum + Math.max(1, tasks.length), 0),
    seconds: work.seconds ?? null,
    atLeast: options.packMinutes * 60,
    atMost: options.time === undefined ? null : secondsOf(options.time),
  });
  for (const [i, tasks] of arrays.entries()) {
    const job = await submitArray(work, tasks, options, env, `part ${i + 1} of ${arrays.length}`);
    on({
      kind: 'note',
      message: `Slurm job ${job}: ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}${perTask > 1 ? ` of up to ${perTask} pieces` : ''}`,
    });
  }
}

async function submitArray(
  work: Work,
  tasks: readonly Task[],
  options: SlurmOptions,
  env: Env,
  part: string,
): Promise<string> {
  const folder = await nextFolder(work.folder);
  const script = join(folder, 'job.sh');
  await writeWhole(join(folder, 'tasks.txt'), `${tasks.map((ids) => ids.join(' ')).join('\n')}\n`);
  await writeWhole(script, jobScript(work, { options, folder, part }));
  const array = `--array=0-${tasks.length - 1}${options.parallel === undefined ? '' : `%${options.parallel}`}`;
  const answer = await call('sbatch', ['--parsable', array, script], env, folder);
  // `NUMBER` or `NUMBER;CLUSTER`.
  const job = /^(\d+)/m.exec(answer.stdout)?.[1];
  if (answer.status !== 0 || job === undefined) throw refused(complaint(answer), options);
  await keepJob(folder, job);
  return job;
}
