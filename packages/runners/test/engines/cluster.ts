import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { programOf, runNow, sleep, until } from './installed.ts';

/** A Slurm cluster on this machine: its own ports and folders, several nodes that are all this machine. */
export interface Cluster {
  /** With what Slurm's commands find it. */
  readonly env: NodeJS.ProcessEnv;
  readonly nodes: readonly string[];
  /** Kills the daemon of a node, −9, and starts it again. */
  strikeNode(node: string): Promise<void>;
  /** What `squeue` prints. */
  queue(): string;
  /** Lets tasks that were queued again begin at once; Slurm has them wait two minutes. */
  hurry(): void;
  /** Ends of the daemons' logs, for a test that failed. */
  logs(): string;
  stop(): Promise<void>;
}

export interface ClusterSetting {
  readonly nodes?: number;
  readonly cpus?: number;
  readonly maxArraySize?: number;
  /** Further lines of slurm.conf. */
  readonly more?: string;
  /** `job_submit.lua`, which may refuse jobs as an accounting database would. */
  readonly lua?: string;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Starts munge, a controller and the nodes. @throws what a daemon said if the nodes do not come up */
export async function startCluster(setting: ClusterSetting = {}): Promise<Cluster> {
  let trouble: unknown;
  // Which plugin slurmd needs depends on the machine's cgroups and on Slurm's version.
  for (const plugin of ['disabled', 'cgroup/v1', 'cgroup/v2', 'autodetect']) {
    try {
      return await startWith(plugin, setting);
    } catch (error) {
      trouble = error;
      // One that lives and does not come up would not with another plugin either.
      if (!/^slurmd does not start/.test((error as Error).message)) break;
    }
  }
  throw trouble;
}

async function startWith(
  cgroups: string,
  { nodes: count = 4, cpus = 4, maxArraySize = 1001, more = '', lua }: ClusterSetting,
): Promise<Cluster> {
  // Short: the socket of munge may have a hundred letters.
  const folder = mkdtempSync(join(tmpdir(), 'mx'));
  for (const part of ['munge', 'sock', 'state', 'spool', 'log']) mkdirSync(join(folder, part));
  for (const part of ['.', 'munge', 'sock']) chmodSync(join(folder, part), 0o755);
  writeFileSync(join(folder, 'munge', 'key'), randomBytes(1024), { mode: 0o600 });
  const nodes = Array.from({ length: count }, (_, i) => `n${i + 1}`);
  const ports: number[] = [];
  for (let i = 0; i <= count; i++) ports.push(await freePort());
  const user = userInfo().username;
  const conf = join(folder, 'slurm.conf');
  const socket = join(folder, 'sock', 's');
  if (lua !== undefined) writeFileSync(join(folder, 'job_submit.lua'), lua);
  writeFileSync(join(folder, 'cgroup.conf'), `CgroupPlugin=${cgroups}\n`);
  writeFileSync(
    conf,
    `ClusterName=mimmx
SlurmctldHost=localhost
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${socket}
CredType=cred/munge
SlurmctldPort=${ports[0]}
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool/%n
SlurmctldPidFile=${folder}/ctld.pid
SlurmdPidFile=${folder}/%n.pid
SlurmctldLogFile=${folder}/log/ctld
SlurmdLogFile=${folder}/log/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SlurmdTimeout=20
KillWait=5
MinJobAge=10
MaxArraySize=${maxArraySize}
JobRequeue=1
SchedulerType=sched/builtin
SchedulerParameters=sched_min_interval=0,sched_interval=1,batch_sched_delay=0,requeue_delay=1
SlurmdParameters=config_overrides
${lua === undefined ? '' : 'JobSubmitPlugins=lua\n'}${more}
${nodes.map((node, i) => `NodeName=${node} NodeHostname=localhost NodeAddr=127.0.0.1 Port=${ports[i + 1]} CPUs=${cpus} RealMemory=1000`).join('\n')}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`,
  );
  const env: NodeJS.ProcessEnv = { ...process.env, SLURM_CONF: conf };
  const daemons = new Map<string, ChildProcess>();
  const start = (name: string, program: string, args: readonly string[]) => {
    const child = spawn(programOf(program)!, [...args], { env, stdio: 'ignore', detached: false });
    child.on('error', () => {});
    daemons.set(name, child);
    return child;
  };
  const startNode = (node: string) => start(node, 'slurmd', ['-D', '-f', conf, '-N', node]);
  const tail = (file: string) => {
    try {
      return readFileSync(join(folder, file), 'utf8').split('\n').slice(-12).join('\n');
    } catch {
      return '';
    }
  };
  const logs = () =>
    ['munge/log', 'log/ctld', ...nodes.map((node) => `log/${node}`)]
      .map((file) => `${file}:\n${tail(file)}`)
      .join('\n');
  const stop = async () => {
    runNow('scancel', ['--me'], env);
    await sleep(300);
    // Node daemons first: a controller that is gone leaves them nothing to report to.
    for (const name of [...nodes, 'ctld', 'munge']) daemons.get(name)?.kill('SIGTERM');
    await sleep(500);
    for (const child of daemons.values()) if (child.exitCode === null) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  start('munge', 'munged', [
    '--foreground',
    '--force',
    `--key-file=${folder}/munge/key`,
    `--socket=${socket}`,
    `--pid-file=${folder}/munge/pid`,
    `--log-file=${folder}/munge/log`,
    `--seed-file=${folder}/munge/seed`,
  ]);
  await sleep(500);
  start('ctld', 'slurmctld', ['-D', '-f', conf]);
  for (const node of nodes) startNode(node);
  const idle = () => runNow('sinfo', ['-h', '-o', '%T %D'], env).stdout.trim() === `idle ${count}`;
  try {
    await until(
      () => {
        const dead = nodes.find((node) => daemons.get(node)!.exitCode !== null);
        if (dead) throw new Error(`slurmd does not start (cgroups: ${cgroups})\n${tail(`log/${dead}`)}`);
        return idle();
      },
      60,
      `the nodes of Slurm are there\n${logs()}`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const waiting = new Map<string, number>();
  return {
    env,
    nodes,
    logs,
    stop,
    queue: () => runNow('squeue', ['-r', '-h', '-o', '%F_%K %T %N %r'], env).stdout.trim(),
    hurry() {
      const lines = runNow('squeue', ['-r', '-h', '-t', 'PD', '-o', '%F_%K %r'], env).stdout.split('\n');
      const late = lines.filter((line) => line.includes('BeginTime')).map((line) => line.split(' ')[0]!);
      for (const task of late) {
        const since = waiting.get(task) ?? performance.now();
        waiting.set(task, since);
        // The node has to have finished with it first, or it refuses the second start.
        if (performance.now() - since < 8000) continue;
        waiting.delete(task);
        runNow('scontrol', ['update', `JobId=${task}`, 'StartTime=now'], env);
      }
    },
    async strikeNode(node) {
      const child = daemons.get(node)!;
      child.kill('SIGKILL');
      await sleep(500);
      startNode(node);
    },
  };
}
