import { resolve } from 'node:path';
import { requirePlainTarget, writeOutput } from '@mimmx/data/files';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { log } from '../log.ts';
import { looseFiles } from '../model/loose-files.ts';
import { type OtherConfig, readOther, withOther } from '../model/other-data.ts';
import { predictionProblem } from '../model/prediction-problem.ts';
import { predictionLines, predictionsHeader } from '../model/predictions-csv.ts';
import { requireFolder, runModels } from '../model/run-models.ts';
import { print } from '../print.ts';
import { trustArgs } from '../run/trust.ts';
import { plural } from '../sweep/words.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  run: { type: 'positional', required: true, description: 'Folder of a run' },
  files: {
    type: 'positional',
    required: false,
    valueHint: 'files…',
    description: 'Image files, prepared as the run’s data set prepares its own',
  },
  data: {
    type: 'string',
    valueHint: 'config',
    description: 'Config whose data set holds the images; labels are not needed',
  },
  table: {
    type: 'string',
    valueHint: 'file',
    description: 'Table in place of that of the run’s own data set',
  },
  method: { type: 'string', valueHint: 'a,b', description: 'Only these methods (default: all)' },
  seed: { type: 'string', valueHint: '0,1', description: 'Only these seeds (default: all)' },
  out: {
    type: 'string',
    valueHint: 'file',
    description: 'Where to write the predictions (default: predictions.csv here)',
  },
  root: {
    type: 'string',
    valueHint: 'folder',
    description: 'Where paths in the run’s config and in the table start from (default: this folder)',
  },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend (mimmx doctor lists them)' },
  set: {
    type: 'string',
    valueHint: 'path.to.key=value',
    description: 'Change a value of the config of --data; may be repeated',
  },
  ...trustArgs,
  ...commonArgs,
} as const;

/** Predicts images that nobody has labelled. The run stays as it is. */
export default command({
  args,
  examples: [
    [
      'mimmx predict runs/demo new/a.png new/b.png',
      'predictions.csv: every method’s probabilities of each image',
    ],
    ['mimmx predict runs/demo --table new.csv --method mimm-x', 'the images of another table, one method'],
    ['mimmx predict runs/demo --data other.config.ts --out other.csv', 'the images of another config'],
  ],
  async run({ args: given, rawArgs }) {
    const { set = [] } = Object.fromEntries(checkArguments('predict', rawArgs, args));
    const { data, table } = given;
    const files = given._.slice(1);
    const ways = [data !== undefined, table !== undefined, files.length > 0].filter(Boolean).length;
    if (ways !== 1)
      throw new UsageError(
        'Give either image files, or --data CONFIG, or --table FILE. See: mimmx predict --help',
      );
    if (set.length > 0 && data === undefined)
      throw new UsageError('--set goes with --data CONFIG. See: mimmx predict --help');
    const out = resolve(given.out ?? 'predictions.csv');
    await requirePlainTarget(out);
    const root = resolve(given.root ?? process.cwd());
    await requireFolder(root);
    const other = data === undefined ? null : await readOther(data, set);
    const models = await runModels({
      run: given.run,
      methods: given.method,
      seeds: given.seed,
      backend: given.backend,
      root: given.root === undefined && other ? other.folder : root,
      allowed: given.plugins,
      ...(other ? { other } : {}),
    });
    const own = models.config.dataset;
    const source: Pick<OtherConfig, 'dataset' | 'folder'> & { readonly close?: () => Promise<void> } =
      other ??
      (table !== undefined
        ? { dataset: { name: own.name, options: { ...own.options, table: resolve(table) } }, folder: root }
        : await looseFiles(models.registry, own, files, root));
    let count = 0;
    try {
      await withOther(
        models.registry,
        source,
        async (dataset) => {
          const lines: string[] = [];
          await models.each(async (model) => {
            if (lines.length === 0) lines.push(predictionsHeader(model));
            for await (const line of predictionLines(model, dataset)) lines.push(line);
            log.info(`${model.method} (seed ${model.seed}): ${plural(dataset.table.length, 'image')}`);
          });
          count = lines.length - 1;
          await writeOutput(out, lines.join(''));
        },
        models.names,
      );
    } catch (error) {
      // What another config's data set says of its table is in words of that config already.
      throw other ? error : predictionProblem(error, table === undefined);
    } finally {
      await source.close?.();
    }
    print(`${out}: ${plural(count, 'prediction')}\n`);
    return 0;
  },
});
