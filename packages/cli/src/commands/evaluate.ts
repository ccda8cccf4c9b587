import { readdir } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { evaluateRun, resolveConfig } from '@mimmx/experiment';
import { folderTrials, readRun } from '@mimmx/experiment/node';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { checkPlugins } from '../config/check-plugins.ts';
import { applyOverrides } from '../config/overrides.ts';
import { log } from '../log.ts';
import { showProgress } from '../progress/index.ts';
import { setUpBackend } from '../run/engine.ts';
import { commandRegistry } from '../run/registry.ts';
import { summaryTable } from '../table/summary-table.ts';

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
  ],
  async run({ args: given, rawArgs }) {
    const { set = [] } = Object.fromEntries(checkArguments('evaluate', rawArgs, args));
    const run = await readRun(given.run);
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
    process.stdout.write(given.json ? `${JSON.stringify(summary, null, 2)}\n` : `\n${summaryTable(summary)}`);
    return 0;
  },
});

/** The run's own engine gives the run's own numbers. */
const recordedBackend = ({ name }: Readonly<Record<string, string | number>>): string | undefined =>
  typeof name === 'string' ? name : undefined;
