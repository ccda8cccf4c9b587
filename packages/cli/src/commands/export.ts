import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { takeSnapshot } from '@mimmx/core';
import { SHARED, writeOutput } from '@mimmx/data/files';
import { describeModel, encodeSafetensors, type Model } from '@mimmx/experiment';
import { command, commonArgs } from '../command.ts';
import { log } from '../log.ts';
import { pythonSnippet } from '../model/python-snippet.ts';
import { runModels } from '../model/run-models.ts';
import { print, printJson } from '../print.ts';
import { trustArgs } from '../run/trust.ts';
import { UsageError } from '../usage-error.ts';

const FORMS = ['onnx', 'safetensors'] as const;

/** What of a method is its network; the rest (optimisers, estimators) is of no use without the training. */
const NETWORK = /^(encoder|heads|averages)\./;

/** Writes trained models of a run in forms that other programs read. The run stays as it is. */
export default command({
  args: {
    run: { type: 'positional', required: true, description: 'Folder of a run' },
    to: {
      type: 'string',
      valueHint: 'onnx|safetensors',
      description: 'Form of the file (default: onnx)',
    },
    method: { type: 'string', valueHint: 'a,b', description: 'Only these methods (default: all)' },
    seed: { type: 'string', valueHint: '0,1', description: 'Only these seeds (default: the first)' },
    out: {
      type: 'string',
      valueHint: 'folder',
      description: 'Where to write NAME.onnx and NAME.json (default: this folder)',
    },
    root: {
      type: 'string',
      valueHint: 'folder',
      description: 'Where plugins of the run are looked for (default: this folder)',
    },
    json: { type: 'boolean', description: 'Print what was written as JSON' },
    ...trustArgs,
    ...commonArgs,
  },
  examples: [
    [
      'mimmx export runs/demo --method mimm-x',
      'mimm-x.onnx and mimm-x.json here, and Python lines that use them',
    ],
    ['mimmx export runs/demo --to safetensors --out weights', 'the networks’ weights by name'],
  ],
  async run({ args }) {
    const to = FORMS.find((form) => form === (args.to ?? 'onnx'));
    if (!to) throw new UsageError(`--to ${args.to}: write one of ${FORMS.join(', ')}`);
    const folder = resolve(args.out ?? '.');
    const models = await runModels({
      run: args.run,
      methods: args.method,
      seeds: args.seed,
      root: args.root ?? process.cwd(),
      allowed: args.plugins,
      // Graphs are traced on it, whatever the run was trained on.
      backend: to === 'onnx' ? 'onnx' : undefined,
    });
    await mkdir(folder, { recursive: true });
    const several = args.seed?.includes(',') ?? false;
    const first = models.config.seeds[0];
    const written = await models.each(async (model) => {
      if (args.seed === undefined && model.seed !== first) return [];
      const name = `${fileName(model.method)}${several ? `-seed-${model.seed}` : ''}`;
      const file = join(folder, `${name}.${to}`);
      if (to === 'safetensors') {
        await writeOutput(file, await safetensorsOf(model), SHARED);
        return [{ method: model.method, seed: model.seed, file }];
      }
      const { exportModel } = await import('../model/export-onnx.ts');
      const { file: bytes, description, difference } = await exportModel(model);
      await writeOutput(file, bytes, SHARED);
      const beside = join(folder, `${name}.json`);
      await writeOutput(beside, `${JSON.stringify(description, null, 2)}\n`, SHARED);
      log.info(`${model.method}: ONNX Runtime agrees with the model to ${difference.toExponential(1)}`);
      const python = pythonSnippet(`${name}.onnx`, description);
      return [{ method: model.method, seed: model.seed, file, description: beside, python }];
    });
    const all = written.flat();
    if (args.json) printJson(all);
    else print(all.map(({ file }) => `${file}\n`).join(''));
    const python = all.flatMap((one) => ('python' in one && one.python ? [one.python] : []))[0];
    if (!args.json && python) print(`\nIn Python:\n\n${python}\n`);
    return 0;
  },
});

/** A method's name in a config may be anything; as a file it keeps letters, digits, "-", "_" and ".". */
const fileName = (method: string): string => method.replace(/[^\w.-]/g, '_').replace(/^\./, '_');

async function safetensorsOf(model: Model): Promise<Uint8Array> {
  const network = Object.entries(model.variables).filter(([name]) => NETWORK.test(name));
  const tensors = await takeSnapshot(Object.fromEntries(network));
  const { task, made } = describeModel(model, [0, 0]);
  return encodeSafetensors(tensors, {
    format: 'mimmx',
    method: model.method,
    seed: String(model.seed),
    shape: JSON.stringify(model.shape),
    task: JSON.stringify(task),
    made: JSON.stringify(made),
  });
}
