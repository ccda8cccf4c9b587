import { readdir } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { MimmxError } from '@mimmx/core';
import { type ExperimentConfig, evaluateRun, resolveConfig } from '@mimmx/experiment';
import { folderTrials, openPseudonyms, readRun } from '@mimmx/experiment/node';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { checkPlugins } from '../config/check-plugins.ts';
import { applyOverrides } from '../config/overrides.ts';
import { list } from '../given.ts';
import { log } from '../log.ts';
import { evaluateOther } from '../model/evaluate-other.ts';
import { print, printJson } from '../print.ts';
import { showProgress } from '../progress/index.ts';
import { setUpBackend } from '../run/engine.ts';
import { environmentOf, requireUnchanged } from '../run/environment.ts';
import { commandRegistry } from '../run/registry.ts';
import { trustArgs } from '../run/trust.ts';
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
  'accept-changes': {
    type: 'boolean',
    description: 'Test though data or versions are not those that the run was made with',
  },
  ...trustArgs,
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
    const trained = resolveConfig(run.config);
    const allowed = list(given.plugins) ?? [];
    const registry = await commandRegistry(config.plugins, root, { source: `Run ${given.run}`, allowed });
    await checkPlugins(config, registry, root);
    const chosen = await setUpBackend(registry, config.backend ?? recordedBackend(run.environment.backend));
    const environment = await environmentOf(chosen, config.plugins, root);
    log.info(`Testing the models of ${given.run} on "${chosen.name}"`);
    const progress = showProgress();
    const summary = await evaluateRun(config, {
      registry,
      backend: chosen.backend,
      trained,
      onData: (data) => {
        if (given['accept-changes']) return;
        requireUnchanged({
          run: given.run,
          recorded: run.provenance,
          environment,
          data: sameData(trained, config) ? data : null,
          otherBackend: given.backend !== undefined,
        });
      },
      trials: folderTrials(given.run),
      root,
      names: await openPseudonyms(config.pseudonymise ?? false, root),
      onProgress: progress.onProgress,
    }).finally(progress.end);
    if (given.json) printJson(summary);
    else print(`\n${summaryTable(summary, { metrics: given.metrics })}`);
    return 0;
  },
});

/** Whether the data set is the one of the run, and not one that was asked for in its place. */
const sameData = (a: ExperimentConfig, b: ExperimentConfig): boolean =>
  isDeepStrictEqual([a.dataset, a.data.split.seed], [b.dataset, b.data.split.seed]);

/** The run's own engine gives the run's own numbers. */
const recordedBackend = ({ name }: Readonly<Record<string, string | number>>): string | undefined =>
  typeof name === 'string' ? name : undefined;
