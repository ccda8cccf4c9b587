import { readdir } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { evaluateRun, resolveConfig } from '@mimmx/experiment';
import { folderTrials, readRun } from '@mimmx/experiment/node';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { checkPlugins } from '../config/check-plugins.ts';
import { applyOverrides } from '../config/overrides.ts';
import { log } from '../log.ts';
import { evaluateOther } from '../model/evaluate-other.ts';
import { showProgress } from '../progress/index.ts';
import { setUpBackend } from '../run/engine.ts';
import { commandRegistry } from '../run/registry.ts';
import { metricsOf } from '../table/metrics.ts';
import { summaryTable } from '../table/summary-table.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  run: { type: 'positional', required: true, description: 'Folder of a finished run' },
  root: {
    type: 'string',
    valueHint: 'folder',
    description: 'Where paths in the config start from (default: this folder)',
  },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend (mimmx doctor lists them)' },
  set: {
    type: 'string',
    valueHint: 'path.to.key=value',
    description: 'Change a value of the recorded config; may be repeated',
  },
  metrics: {
    type: 'string',
    valueHint: 'a,b',
    description: 'Measures of the table, as named in summary.json (default: accuracy, worst group, AUROC)',
  },
  data: {
    type: 'string',
    valueHint: 'config',
    description: 'Config of other data: tests on all their rows, into external/NAME of the run',
  },
  map: {
    type: 'string',
    valueHint: '"factor: theirs=ours"',
    description: 'With --data: what a class is called in the model; may be repeated',
  },
  name: {
    type: 'string',
    valueHint: 'name',
    description: 'With --data: name of the results (default: that of the config)',
  },
  overwrite: { type: 'boolean', description: 'With --data: replace results of that name' },
  json: { type: 'boolean', description: 'Print the summary as JSON' },
  ...commonArgs,
} as const;

/** Tests the trained models of a run again. The run stays as it is. */
export default command({
  args,
  examples: [
    ['mimmx evaluate runs/demo', 'the same tests; the numbers must come out the same'],
    ['mimmx evaluate runs/demo --set evaluation.bootstrap=10000', 'finer intervals'],
    ['mimmx evaluate runs/demo --set data.shifts.natural=natural', 'one more test set'],
    ['mimmx evaluate runs/demo --data b.config.ts --map "sex: woman=F"', 'another hospital, all of its rows'],
  ],
  async run({ args: given, rawArgs }) {
    const { set = [], map = [] } = Object.fromEntries(checkArguments('evaluate', rawArgs, args));
    if (given.data !== undefined) {
      const { data, overwrite = false, json = false } = given;
      return evaluateOther({ ...given, data, map, set, overwrite, json });
    }
    if (map.length > 0 || given.name !== undefined || given.overwrite)
      throw new UsageError('--map, --name and --overwrite go with --data CONFIG. See: mimmx evaluate --help');
    const run = await readRun(given.run);
    // A misspelt measure should fail now, not after the tests.
    if (given.metrics !== undefined) metricsOf(run.summary, given.metrics);
    const root = given.root ?? process.cwd();
    await readdir(root).catch(() => {
      throw new MimmxError(
        'E_PATH',
        `There is no folder ${root}. Give the folder of the config file as --root.`,
      );
    });
    const config = resolveConfig(
      applyOverrides(run.config as Record<string, unknown>, { set, backend: given.backend }),
    );
    const registry = await commandRegistry(config.plugins, root);
    await checkPlugins(config, registry, root);
    const { name, backend } = await setUpBackend(
      registry,
      config.backend ?? recordedBackend(run.environment.backend),
    );
    log.info(`Testing the models of ${given.run} on "${name}"`);
    const progress = showProgress();
    const summary = await evaluateRun(config, {
      registry,
      backend,
      trained: resolveConfig(run.config),
      trials: folderTrials(given.run),
      root,
      onProgress: progress.onProgress,
    }).finally(progress.end);
    process.stdout.write(
      given.json
        ? `${JSON.stringify(summary, null, 2)}\n`
        : `\n${summaryTable(summary, { metrics: given.metrics })}`,
    );
    return 0;
  },
});

/** The run's own engine gives the run's own numbers. */
const recordedBackend = ({ name }: Readonly<Record<string, string | number>>): string | undefined =>
  typeof name === 'string' ? name : undefined;
