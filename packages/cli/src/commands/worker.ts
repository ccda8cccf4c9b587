import { availableParallelism } from 'node:os';
import { openSweep } from '@mimmx/experiment/node';
import { runWorker, stopSignals } from '@mimmx/runners';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { list, whole } from '../given.ts';
import { log } from '../log.ts';
import { admitted } from '../run/registry.ts';
import { leaveArgs, namedByPlan, trustArgs } from '../run/trust.ts';
import { hereOf, parseRoots } from '../sweep/roots.ts';

const args = {
  queue: {
    type: 'string',
    valueHint: 'URL',
    description: 'redis://[:PASSWORD@]HOST:6379 or rediss://… (default: MIMMX_REDIS, else this machine)',
  },
  name: { type: 'string', valueHint: 'name', description: 'Name of the queue (default: mimmx)' },
  jobs: { type: 'string', valueHint: 'number', description: 'Trials at a time (default: one per core)' },
  root: {
    type: 'string',
    valueHint: '/there=/here',
    description: 'A folder that is called otherwise on this machine; may be repeated (or MIMMX_ROOTS)',
  },
  ca: {
    type: 'string',
    valueHint: 'file',
    description: 'Certificate of the authority that signed Redis’s own',
  },
  'accept-open': { type: 'boolean', description: 'Use a public Redis without a password' },
  lock: {
    type: 'string',
    valueHint: 'seconds',
    description: 'A trial whose worker is silent for so long is given to another (default: 30)',
  },
  idle: { type: 'string', valueHint: 'seconds', description: 'End when there was nothing to do for so long' },
  ...trustArgs,
  ...commonArgs,
} as const;

/** Takes trials from a queue, on any machine that sees the folders of the sweeps. */
export default command({
  args,
  examples: [
    ['mimmx worker --queue redis://:PASSWORD@lab1:6379', 'take trials until Ctrl-C'],
    ['mimmx worker --queue redis://lab1 --root /data=/mnt/data', 'the data lie elsewhere on this machine'],
  ],
  async run({ args: given, rawArgs }) {
    const values = checkArguments('worker', rawArgs, args);
    const allowed = list(given.plugins) ?? [];
    const rootTexts = values.get('root') ?? [];
    const roots = parseRoots(rootTexts);
    const jobs = whole('jobs', given) ?? availableParallelism();
    const stop = stopSignals(() => log.info('Stopping: what runs saves itself and goes back to the queue.'));
    try {
      await runWorker({
        redis: given.queue,
        ca: given.ca,
        acceptOpen: given['accept-open'] === true,
        queue: given.name ?? 'mimmx',
        parallel: jobs,
        lock: whole('lock', given) ?? 30,
        idleSeconds: whole('idle', given),
        env: process.env,
        signal: stop.signal,
        say: (line) => log.info(line),
        async start(there) {
          const folder = hereOf(there, roots);
          const { head } = await openSweep(folder);
          const [from, naming] = [hereOf(head.root, roots), namedByPlan(folder, allowed)];
          admitted(head.base.plugins, from, naming);
          const more = [
            ...rootTexts.flatMap((one) => ['--root', one]),
            ...leaveArgs(head.base.plugins, naming, from),
          ];
          const self = [process.execPath, ...process.execArgv, process.argv[1]!];
          return { folder, cwd: folder, command: [...self, 'run', '--sweep', folder, ...more] };
        },
      });
      return 0;
    } finally {
      stop.release();
    }
  },
});
