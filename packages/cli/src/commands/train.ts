import { join } from 'node:path';
import { isMimmxError, MimmxError } from '@mimmx/core';
import { type ExperimentConfig, runTrials } from '@mimmx/experiment';
import { runPaths, runState } from '@mimmx/experiment/node';
import { isServing } from '@mimmx/runners';
import { defaultJobs, runInProcesses, thisProgram } from '@mimmx/runners/trials';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { shortenHome } from '../config/own-paths.ts';
import { readConfig } from '../config/read-config.ts';
import { list } from '../given.ts';
import { log } from '../log.ts';
import { harmless, print } from '../print.ts';
import { setUpBackend } from '../run/engine.ts';
import { withForecast } from '../run/forecast.ts';
import { prepareInterrupts } from '../run/interrupt.ts';
import { ownName } from '../run/own-name.ts';
import { runPlace } from '../run/run-place.ts';
import { serveRun } from '../run/serve-run.ts';
import { settleThreads } from '../run/threads.ts';
import { trainAndRecord } from '../run/train-and-record.ts';
import { trustArgs } from '../run/trust.ts';
import { writeReport } from '../run/write-report.ts';
import { summaryTable } from '../table/summary-table.ts';

const args = {
  config: {
    type: 'positional',
    required: false,
    description: 'Config file; mimmx.config.ts|js|json|yaml here if absent',
  },
  out: {
    type: 'string',
    valueHint: 'folder',
    description: 'Folder of the run (default: runs/NAME, NAME from the config)',
  },
  resume: { type: 'boolean', description: 'Go on with the run in that folder where it stopped' },
  methods: { type: 'string', valueHint: 'a,b', description: 'Train only these methods of the config' },
  seeds: {
    type: 'string',
    valueHint: '0,1,2',
    description: 'Train each method once with each of these seeds',
  },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend (mimmx doctor lists them)' },
  set: {
    type: 'string',
    valueHint: 'path.to.key=value',
    description: 'Change one value of the config; may be repeated',
  },
  jobs: {
    type: 'string',
    valueHint: 'number',
    description: 'Trainings at a time, each in a process of its own (default: one per core)',
  },
  log: {
    type: 'string',
    valueHint: 'a,b',
    description: 'Loggers besides those of the config: csv, tensorboard, wandb, mlflow, or of a plugin',
  },
  maps: {
    type: 'boolean',
    description:
      'Draw into the report what answers hang on in a few images; it then shows images of the data',
  },
  overwrite: { type: 'boolean', description: 'Replace a finished run in that folder' },
  forecast: {
    type: 'boolean',
    default: true,
    description: 'Say first what large trainings will take; --no-forecast begins at once',
  },
  'accept-changes': {
    type: 'boolean',
    description: 'Go on with a run though data or versions are not those it was begun with',
  },
  ...trustArgs,
  ...commonArgs,
} as const;

/** Trains what a config describes, and writes the run folder with its report. */
export default command({
  args,
  examples: [
    ['mimmx train', 'the mimmx.config.* of this folder, into runs/NAME'],
    ['mimmx train my.config.yaml --out runs/a', 'another config, into another folder'],
    ['mimmx train --set training.updates=500 --methods erm,mimm-x', 'a shorter run of two methods'],
    ['mimmx train --resume', 'go on after Ctrl-C or a crash'],
  ],
  async run({ args: given, rawArgs }) {
    const { set = [] } = Object.fromEntries(checkArguments('train', rawArgs, args));
    const { methods, seeds, backend, resume = false, overwrite = false } = given;
    const overrides = { set, methods, seeds, backend };
    const {
      config: asked,
      registry,
      folder,
      asksForSweep,
    } = await readConfig(given.config, overrides, given.plugins);
    const config = withLoggers(recordable(asked), list(given.log) ?? []);
    const path = given.out ?? join('runs', config.name);
    const jobs = jobsOf(given.jobs);
    const trials = config.seeds.length * Object.keys(config.methods).length;
    const threads = settleThreads(trials, overwrite ? null : (await runState(path)).threads);
    const chosen = await setUpBackend(registry, config.backend);
    const acceptChanges = given['accept-changes'] === true;
    const place = { path, root: folder, acceptChanges };
    if (isServing()) return serveRun(config, registry, chosen, place);
    const interruption = prepareInterrupts();
    try {
      const found = await runPlace(path, { resume, overwrite });
      if (asksForSweep) {
        log.info('This trains the config without its "sweep"; all of it: mimmx sweep run');
      }
      if (found === 'overwritten') log.info(`Replacing the finished ${path}`);
      log.info(
        `${found === 'nothing' || found === 'overwritten' ? 'New run' : 'Resuming'} ${path} on "${chosen.name}"`,
      );
      const again = [
        ...rawArgs.filter((argument) => argument !== '--overwrite'),
        ...(resume ? [] : ['--resume']),
      ];
      const atOnce = Math.min(jobs ?? defaultJobs(trials), trials);
      if (trials > 1) log.info(threadsText(trials, atOnce, threads));
      const program = {
        jobs: atOnce,
        command: [...thisProgram(), 'train', ...again],
        say: (line: string) => log.info(line),
      };
      const runner = atOnce > 1 ? runInProcesses(program) : runTrials;
      const run = given.forecast === false ? runner : withForecast(runner, atOnce);
      const summary = await trainAndRecord(
        config,
        registry,
        chosen,
        { ...place, maps: given.maps === true },
        interruption,
        run,
      );
      print(`\n${summaryTable(summary)}\n`);
      const report = await writeReport(path);
      for (const note of summary.notes) log.info(`Note: ${note}`);
      print(`Summary: ${runPaths(path).summary}\nReport:  ${report}\n`);
      return 0;
    } catch (error) {
      if (interruption.status === null || !isMimmxError(error, 'E_INTERRUPTED')) throw error;
      const again = resume ? rawArgs : [...rawArgs, '--resume'];
      process.stderr.write(
        `${harmless(error.message)}\nTo go on: ${ownName()} train ${again.map(quote).join(' ')}\n`,
      );
      return interruption.status;
    } finally {
      interruption.release();
    }
  },
});

/** The config as it is recorded: without the name of the user's home folder. */
const recordable = (config: ExperimentConfig): ExperimentConfig => ({
  ...config,
  dataset: shortenHome(config.dataset),
});

const threadsText = (trials: number, atOnce: number, threads: number): string =>
  `${trials} trainings, ${atOnce === 1 ? 'one' : atOnce} at a time, ${threads === 1 ? 'one thread' : `${threads} threads`} each`;

/** @throws E_OPTION unless it is a whole number from 1 to 256 */
function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 256) return jobs;
  throw new MimmxError('E_OPTION', `--jobs ${text}: give a whole number from 1 to 256.`);
}

/** Names that are given beside the config's; one that it has keeps its options. */
function withLoggers(config: ExperimentConfig, names: readonly string[]): ExperimentConfig {
  const known = new Set(config.loggers.map(({ name }) => name));
  const more = names.filter((name) => !known.has(name)).map((name) => ({ name, options: {} }));
  return { ...config, loggers: [...config.loggers, ...more] };
}

const quote = (argument: string): string =>
  /^[\w@%+=:,./\\-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
