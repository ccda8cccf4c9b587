import { MimmxError } from '@mimmx/core/contracts';
import type { Work } from '../contract.ts';
import { STATUS } from '../piece/index.ts';
import { type SlurmOptions, secondsOf } from './options.ts';

/** Seconds before its limit that a task is told to save: 90, and less where the limit is a few minutes. */
const warningOf = ({ time }: SlurmOptions): number =>
  time === undefined ? 90 : Math.max(10, Math.min(90, Math.floor(secondsOf(time) / 4)));
/** So often a task may be queued again for trouble of a machine; for a time limit, without end. */
const MOST_TROUBLE = 20;

/** A word of a shell. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The first lines of a script are read by Slurm alone, which knows no quoting of line breaks and of its own `%`. */
function directive(path: string): string {
  if (/[\r\n"\\%]/.test(path)) {
    throw new MimmxError(
      'E_SLURM',
      `Slurm cannot write its output below ${JSON.stringify(path)}: the name holds a quotation mark, "%", "\\" or a line break. Choose another folder with --out.`,
    );
  }
  return /\s/.test(path) ? `"${path}"` : path;
}

export interface ScriptSetting {
  readonly options: SlurmOptions;
  /** Folder of this submission: script, list of tasks, output. */
  readonly folder: string;
  /** `part 1 of 3`. */
  readonly part: string;
}

/** The script of one array of tasks: what a person would write, and may submit again by hand. */
export function jobScript(work: Pick<Work, 'name' | 'command' | 'cwd'>, setting: ScriptSetting): string {
  const { options, folder, part } = setting;
  const line = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`#SBATCH --${name}=${value}`];
  const output = directive(`${folder}/output/`).replace(/"?$/, (end) => `%a.txt${end}`);
  return [
    '#!/bin/bash',
    `# ${work.name}, ${part}. Task i does the pieces of line i + 1 of tasks.txt.`,
    '# Written by "mimmx sweep run". To submit it again by hand: sbatch --array=0-N job.sh',
    `#SBATCH --job-name=${work.name}`,
    `#SBATCH --output=${output}`,
    '#SBATCH --open-mode=append',
    '#SBATCH --requeue',
    `#SBATCH --signal=B:USR2@${warningOf(options)}`,
    ...line('time', options.time),
    ...line('mem', options.memory),
    ...line('cpus-per-task', options.cpus),
    ...line('gpus', options.gpus),
    ...line('partition', options.partition),
    ...line('account', options.account),
    ...line('qos', options.qos),
    ...options.sbatch.map((own) => `#SBATCH ${own}`),
    '',
    `export MIMMX_THREADS=\${SLURM_CPUS_PER_TASK:-${options.cpus}}`,
    ...options.setup,
    '',
    `cd ${shellWord(work.cwd)} || exit ${STATUS.trouble}`,
    `tasks=${shellWord(`${folder}/tasks.txt`)}`,
    `task=\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}`,
    `pieces=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$tasks")`,
    '',
    '# Slurm tells this shell before the time is over, and the program saves what it has. TERM without that is an end',
    '# that was asked for: by scancel, or by Slurm, which then queues the task again itself.',
    `trap 'warned=yes; kill -USR2 "$program" 2>/dev/null' USR2`,
    `trap 'ended=yes; kill -USR2 "$program" 2>/dev/null' TERM`,
    `echo "$(date '+%F %T') task $task on \${SLURMD_NODENAME:-$(hostname)}, start \${SLURM_RESTART_COUNT:-0}"`,
    `${work.command.map(shellWord).join(' ')} $pieces &`,
    'program=$!',
    '# A signal ends "wait" early.',
    'while true; do',
    '  wait "$program"',
    '  status=$?',
    '  kill -0 "$program" 2>/dev/null || break',
    'done',
    '',
    `# ${STATUS.again}: stopped and saved, there is more to do. ${STATUS.trouble}: this node hindered it, another may not.`,
    '# Above 128: killed. How often that may happen to a trial is told by its folder.',
    'if [ -n "$ended" ] && [ -z "$warned" ]; then',
    '  :',
    `elif [ $status -eq ${STATUS.again} ]; then`,
    '  scontrol requeue "$task"',
    `elif [ $status -eq ${STATUS.trouble} ] && [ "\${SLURM_RESTART_COUNT:-0}" -lt ${MOST_TROUBLE} ]; then`,
    '  scontrol update JobId="$task" ExcNodeList="$SLURMD_NODENAME" 2>/dev/null',
    '  scontrol requeue "$task"',
    `elif [ $status -gt 128 ] && [ "\${SLURM_RESTART_COUNT:-0}" -lt ${MOST_TROUBLE} ]; then`,
    '  scontrol requeue "$task"',
    `elif [ $status -eq ${STATUS.held} ]; then`,
    '  status=0',
    'fi',
    'exit $status',
    '',
  ].join('\n');
}
