import { availableParallelism } from 'node:os';
import { suggest } from '@mimmx/core';
import { folderTrials } from '@mimmx/experiment/node';
import { stopSignals } from '@mimmx/runners';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { list, whole } from '../given.ts';
import { log } from '../log.ts';
import { admitted } from '../run/registry.ts';
import { leaveArgs, namedByPlan, trustArgs } from '../run/trust.ts';
import { collect } from '../sweep/collect.ts';
import { openDoer } from '../sweep/do-trial.ts';
import { createRunner, keepEngine, readEngine } from '../sweep/engine-file.ts';
import { lookAt } from '../sweep/look.ts';
import { measureFirst } from '../sweep/measure.ts';
import {
  findSweep,
  isSweepFolder,
  type PlaceOptions,
  readSweepConfig,
  requireAsPlanned,
  withEngine,
} from '../sweep/place.ts';
import { planConfig } from '../sweep/plan.ts';
import { outcomeText, runSweep } from '../sweep/run-sweep.ts';
import { planText, statusText } from '../sweep/status.ts';
import { plural } from '../sweep/words.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  action: { type: 'positional', required: true, description: 'plan, run, status, retry, cancel or collect' },
  where: {
    type: 'positional',
    required: false,
    valueHint: 'CONFIG|FOLDER',
    description: 'Config with a "sweep", or the folder of a sweep that was planned',
  },
  out: { type: 'string', valueHint: 'folder', description: 'Folder of the sweep (default: sweeps/NAME)' },
  engine: {
    type: 'string',
    valueHint: 'name',
    description: 'local, slurm or queue, instead of the config’s',
  },
  methods: { type: 'string', valueHint: 'a,b', description: 'Only these methods of the config' },
  seeds: { type: 'string', valueHint: '0,1,2', description: 'These seeds instead of the config’s' },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend of all trials' },
  set: {
    type: 'string',
    valueHint: 'path.to.key=value',
    description: 'Change one value of the config; may be repeated',
  },
  commands: {
    type: 'boolean',
    description: 'plan: print a command for each trial, for an engine of your own',
  },
  measure: {
    type: 'string',
    valueHint: 'seconds|name',
    description:
      'plan: time the first trial for so long (default 60; 0: not at all). collect: measure of the table',
  },
  detach: { type: 'boolean', description: 'run: do not watch what an engine was given' },
  ids: { type: 'string', valueHint: 'a,b', description: 'retry: these failed trials only' },
  by: {
    type: 'string',
    valueHint: 'a,b',
    description: 'collect: rows of the table (default: method and all axes)',
  },
  on: { type: 'string', valueHint: 'set', description: 'collect: this test set only' },
  mix: { type: 'boolean', description: 'collect: take results of different versions or data together' },
  json: { type: 'boolean', description: 'status: print it for programs' },
  ...trustArgs,
  ...commonArgs,
} as const;

type Given = Readonly<Record<string, unknown>> & PlaceOptions;
type Action = (where: string | undefined, given: Given) => Promise<number>;
const print = (text: string) => void process.stdout.write(`${text}\n`);
/** This program as it was started, up to its arguments. */
const self = (): string[] => [process.execPath, ...process.execArgv, process.argv[1]!];

const plan: Action = async (where, given) => {
  const seconds = whole('measure', given, 0) ?? (given.commands ? 0 : 60);
  const file = isSweepFolder(where) ? null : await readSweepConfig(where, given);
  const sweep = file ? await planConfig(file) : await findSweep(where, given);
  const naming = file?.naming ?? namedByPlan(sweep.path, list(given.plugins) ?? []);
  if (given.commands) {
    const leave = leaveArgs(sweep.head.base.plugins, naming, sweep.head.root);
    const quote = (word: string) =>
      /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
    for (const id of new Set((await sweep.all()).map((line) => line.id)))
      print(['mimmx', 'run', id, '--sweep', sweep.path, ...leave].map(quote).join(' '));
    return 0;
  }
  let look = await lookAt(sweep, null);
  const first = look.planned.find(({ id }) => look.places.get(id) === 'left');
  if (seconds > 0 && first && look.counts.done === 0) {
    log.info(`Measuring the first trial, for ${seconds} s at most; it counts`);
    const stop = stopSignals();
    const doer = await openDoer(sweep.path, [], naming.allowed);
    try {
      await measureFirst(doer, first, seconds, stop.signal);
    } finally {
      await doer.close();
      stop.release();
    }
    look = await lookAt(sweep, null);
  }
  const { parallel } = (file?.engine.options ?? {}) as { parallel?: number };
  print(await planText(sweep, look, parallel ?? availableParallelism()));
  return 0;
};

const run: Action = async (where, given) => {
  const planned = isSweepFolder(where);
  const file = planned ? null : await readSweepConfig(where, given);
  const engine = file?.engine ?? withEngine(await readEngine(where!), given.engine);
  const runner = createRunner(engine);
  const sweep = file ? await planConfig(file) : await findSweep(where, given);
  const naming = file?.naming ?? namedByPlan(sweep.path, list(given.plugins) ?? []);
  const { base, root } = sweep.head;
  // Said here, once, and not by every process.
  if (!file) admitted(base.plugins, root, naming);
  await keepEngine(sweep.path, engine);
  const stop = stopSignals(() => {
    if (!runner.detached) log.info('Stopping after this step and saving. Again to stop at once.');
  });
  try {
    const look = await runSweep(sweep, runner, {
      self: self(),
      cwd: process.cwd(),
      more: leaveArgs(base.plugins, naming, root),
      detach: given.detach === true,
      signal: stop.signal,
    });
    if (runner.detached && (stop.signal.aborted || given.detach)) {
      print(`${engine.name} goes on with it. Look again: mimmx sweep status ${sweep.path}`);
      return 0;
    }
    print(outcomeText(sweep, look));
    if (stop.signal.aborted) return 130;
    return look.counts.done === look.planned.length ? 0 : 1;
  } finally {
    stop.release();
  }
};

const status: Action = async (where, given) => {
  const sweep = await findSweep(where, given);
  const engine = withEngine(await readEngine(sweep.path), given.engine);
  const look = await lookAt(sweep, createRunner(engine));
  if (given.json) {
    const trials = look.planned.map(({ id, tags }) => ({ id, tags, state: look.places.get(id) }));
    print(JSON.stringify({ name: sweep.head.name, counts: look.counts, trials, failures: look.failures }));
  } else print(statusText(sweep, engine.name, look));
  return 0;
};

const retry: Action = async (where, given) => {
  const sweep = await findSweep(where, given);
  const look = await lookAt(sweep, null);
  const failed = look.planned.map(({ id }) => id).filter((id) => look.states.get(id)?.kind === 'failed');
  const asked = list(given.ids);
  const wrong = asked?.find((id) => !failed.some((one) => one.startsWith(id)));
  if (wrong !== undefined)
    throw new UsageError(`--ids ${wrong}: no failed trial of ${sweep.path} has that id`);
  const store = folderTrials(sweep.path, sweep.head.leases);
  let count = 0;
  for (const id of failed.filter((one) => !asked || asked.some((start) => one.startsWith(start)))) {
    if (await store.retry(id)) count++;
  }
  print(`${plural(count, 'failed trial')} may be tried again: mimmx sweep run ${sweep.path}`);
  return 0;
};

const cancel: Action = async (where, given) => {
  const sweep = await findSweep(where, given);
  const engine = withEngine(await readEngine(sweep.path), given.engine);
  print(await createRunner(engine).cancel({ name: sweep.head.name, folder: sweep.path }));
  return 0;
};

const gather: Action = async (where, given) => {
  const sweep = await findSweep(where, given);
  const { measure, on } = given as { measure?: string; on?: string };
  print(await collect(sweep, { mix: given.mix === true, by: list(given.by), measure, set: on }));
  return 0;
};

const actions: Readonly<Record<string, Action>> = { plan, run, status, retry, cancel, collect: gather };

/** Many trainings from one config: planned, run wherever there is room, followed, and put into tables. */
export default command({
  args,
  examples: [
    ['mimmx sweep plan sweep.config.ts', 'write the list; say how many, how long, how large'],
    ['mimmx sweep run sweep.config.ts', 'run it here; again after a stop: only what is left'],
    ['mimmx sweep run sweeps/demo --engine slurm', 'the same on a cluster'],
    ['mimmx sweep status sweeps/demo', 'done, running where, waiting, failed why'],
    ['mimmx sweep collect sweeps/demo --by method,strength', 'tables, missing cells named'],
  ],
  async run({ args: given, rawArgs }) {
    const values = checkArguments('sweep', rawArgs, args);
    const action = Object.hasOwn(actions, given.action) ? actions[given.action] : undefined;
    if (!action) {
      throw new UsageError(
        `"mimmx sweep" has no "${given.action}". ${suggest(given.action, Object.keys(actions))} See: mimmx sweep --help`,
      );
    }
    const options = { ...given, set: values.get('set') ?? [] };
    requireAsPlanned(given.where, options);
    return action(given.where, options);
  },
});
