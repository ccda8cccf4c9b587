import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMimmxError, type Registry } from '@mimmx/core';
import { type ExperimentConfig, runExperiment, type Summary } from '@mimmx/experiment';
import { type ChosenBackend, readEnvironment, runFolder, runPaths } from '@mimmx/experiment/node';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { readConfig } from '../config/read-config.ts';
import { log } from '../log.ts';
import { version } from '../main.ts';
import { showProgress } from '../progress/index.ts';
import { setUpBackend } from '../run/engine.ts';
import { type Interruption, listenForInterrupts } from '../run/interrupt.ts';
import { includedVersions } from '../run/registry.ts';
import { type RunPlace, runPlace } from '../run/run-place.ts';
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
  ...commonArgs,
} as const;

/** Trains what a config describes, and writes the run folder with its report. */
export default command({
  meta: { description: 'Train the methods of a config, test them, and write a run with its report' },
  args,
  examples: [
    ['mimmx train', 'the mimmx.config.* of this folder, into runs/NAME'],
    ['mimmx train my.config.yaml --out runs/a', 'another config, into another folder'],
    ['mimmx train --set training.updates=500 --methods erm,mimm-x', 'a shorter run of two methods'],
    ['mimmx train --resume', 'go on after Ctrl-C or a crash'],
  ],
  async run({ args: given, rawArgs }) {
    const { set = [] } = Object.fromEntries(checkArguments('train', rawArgs, args));
    const { methods, seeds, backend } = given;
    const { config, registry, folder } = await readConfig(given.config, { set, methods, seeds, backend });
    const place = await runPlace(given.out ?? join('runs', config.name), given.resume === true);
    const chosen = await setUpBackend(registry, config.backend);
    if (place.found !== 'nothing') await warnOfOtherEnvironment(place.path, chosen.name);
    log.info(`${place.found === 'nothing' ? 'New run' : 'Resuming'} ${place.path} on "${chosen.name}"`);

    const interruption = listenForInterrupts();
    try {
      const summary = await trainAndRecord(config, registry, chosen, place, folder, interruption);
      process.stdout.write(`\n${summaryTable(summary)}\n`);
      const report = await writeReport(place.path);
      for (const note of summary.notes) log.info(`Note: ${note}`);
      process.stdout.write(`Summary: ${runPaths(place.path).summary}\nReport:  ${report}\n`);
      return 0;
    } catch (error) {
      if (interruption.status === null || !isMimmxError(error, 'E_INTERRUPTED')) throw error;
      const again = rawArgs.includes('--resume') ? rawArgs : [...rawArgs, '--resume'];
      process.stderr.write(`${error.message}\nTo go on: mimmx train ${again.map(quote).join(' ')}\n`);
      return interruption.status;
    } finally {
      interruption.release();
    }
  },
});

async function trainAndRecord(
  config: ExperimentConfig,
  registry: Registry,
  { name, backend }: ChosenBackend,
  place: RunPlace,
  root: string,
  { signal }: Interruption,
): Promise<Summary> {
  const progress = showProgress();
  try {
    return await runExperiment(config, {
      registry,
      backend,
      store: runFolder(place.path),
      environment: await readEnvironment(backend, {
        name,
        versions: { '@mimmx/cli': version, ...includedVersions() },
      }),
      root,
      onProgress: progress.onProgress,
      signal,
    });
  } catch (error) {
    await place.clear();
    throw error;
  } finally {
    progress.end();
  }
}

/** Another engine rounds otherwise, so the numbers would not be those of an undisturbed run. */
async function warnOfOtherEnvironment(path: string, backend: string): Promise<void> {
  const recorded = JSON.parse(await readFile(runPaths(path).environment, 'utf8').catch(() => '{}'));
  const before = recorded.backend?.name;
  if (before !== undefined && before !== backend) {
    log.warn(
      `This run was begun on "${before}" and goes on on "${backend}": its numbers will differ a little from an undisturbed run's.`,
    );
  }
}

const quote = (argument: string): string =>
  /^[\w@%+=:,./\\-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
