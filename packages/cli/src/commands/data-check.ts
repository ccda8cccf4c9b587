import { resolve } from 'node:path';
import { type Dataset, isMimmxError, type Registry } from '@mimmx/core';
import { createImageStore, prepareData } from '@mimmx/data';
import { checkData, describeCheck, requirePlainTarget, writeOutput } from '@mimmx/data/files';
import { type ExperimentConfig, rehearse, trialsOf } from '@mimmx/experiment';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { readConfig } from '../config/read-config.ts';
import { whole } from '../given.ts';
import { log } from '../log.ts';
import { print, printJson } from '../print.ts';
import { trustArgs } from '../run/trust.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  action: { type: 'positional', required: true, description: 'What to do with the data: check' },
  config: {
    type: 'positional',
    required: false,
    description: 'Config file; mimmx.config.ts|js|json|yaml here if absent',
  },
  sheet: {
    type: 'string',
    valueHint: 'file.png',
    description: 'Write a contact sheet of the cells there: a picture of patients',
  },
  most: { type: 'string', valueHint: 'n', description: 'Open at most so many images, spread over the table' },
  set: {
    type: 'string',
    valueHint: 'path.to.key=value',
    description: 'Change one value of the config; may be repeated',
  },
  json: { type: 'boolean', description: 'Print JSON' },
  ...trustArgs,
  ...commonArgs,
} as const;

/** Opens everything that a config names, before anybody trains on it. */
export default command({
  args,
  examples: [
    ['mimmx data check', 'the mimmx.config.* of this folder'],
    ['mimmx data check my.config.yaml --json', 'the same as JSON'],
    ['mimmx data check --most 1000', 'a quick look at a large data set'],
    ['mimmx data check --sheet cells.png', 'a contact sheet as well: images of every cell'],
  ],
  async run({ args: given, rawArgs }) {
    if (given.action !== 'check')
      throw new UsageError(`"mimmx data ${given.action}": write mimmx data check`);
    const most = whole('most', given);
    const picture = given.sheet === undefined ? null : resolve(given.sheet);
    if (picture !== null) await requirePlainTarget(picture);
    const { set = [] } = Object.fromEntries(checkArguments('data', rawArgs, args));
    const { config, registry, folder } = await readConfig(given.config, { set }, given.plugins);
    const seed = config.seeds[0] ?? 0;
    const { name, options } = config.dataset;
    log.info(`Opening "${name}"`);
    // As training opens it: a phantom's images depend on this seed.
    const setting = { root: folder, seed: config.data.split.seed, checking: true };
    const dataset = await registry.create('dataset', name, setting, options);
    try {
      const { check: looked, sheet } = await checkData(dataset, {
        config: config.data,
        seed,
        ...(most === undefined ? {} : { most }),
        ...(picture === null ? { sheet: false } : {}),
      });
      if (sheet && picture !== null) await writeOutput(picture, sheet);
      const failure = looked.failure ?? (await rehearsal(config, registry, dataset, folder));
      const check = failure ? { ...looked, failure } : looked;
      const findings = {
        name: config.name,
        dataset: name,
        ...check,
        ...(sheet && picture !== null ? { sheet: picture } : {}),
      };
      if (given.json) printJson(findings);
      else
        print(
          `${config.name}: ${name}\n${describeCheck(check)}${sheet && picture !== null ? `\nContact sheet: ${picture}\n` : ''}`,
        );
      const wrong = check.problems.length + check.pixels.notFiniteCount > 0 || check.failure !== undefined;
      return wrong ? 1 : 0;
    } finally {
      await dataset.close?.();
    }
  },
});

/** Why a method would not begin, though its data is there; undefined if all would. */
async function rehearsal(
  config: ExperimentConfig,
  registry: Registry,
  dataset: Dataset,
  root: string,
): Promise<{ code: string; message: string } | undefined> {
  const seed = config.seeds[0];
  const backend = await registry.create('backend', 'cpu', {}, {});
  await backend.setup();
  const prepared = prepareData(dataset, config.data, seed ?? 0);
  const opened = { dataset, original: dataset, prepared, images: createImageStore(dataset), root };
  for (const trial of trialsOf(config)) {
    if (trial.seed !== seed || trial.from !== undefined) continue;
    try {
      rehearse(trial, { registry, backend }, opened);
    } catch (error) {
      if (!isMimmxError(error)) throw error;
      return {
        code: error.code,
        message: `${error.code}: Method "${trial.tags.method}" would not begin: ${error.message.replace(/^E_\w+: /, '')}`,
      };
    }
  }
  return undefined;
}
