import { join, resolve } from 'node:path';
import { SHARED, writeOutput } from '@mimmx/data/files';
import type { Model } from '@mimmx/experiment';
import { command, commonArgs } from '../command.ts';
import { log } from '../log.ts';
import type { Exported } from '../model/exported.ts';
import { runModels } from '../model/run-models.ts';
import { print, printJson } from '../print.ts';
import { trustArgs } from '../run/trust.ts';
import { requireFolderTarget } from '../target-folder.ts';
import { UsageError } from '../usage-error.ts';

type Exporter = (model: Model, name: string) => Promise<Exported>;

/** Who writes which form, loaded when asked for. */
const FORMS: Readonly<Record<string, () => Promise<Exporter>>> = {
  onnx: async () => (await import('../model/export-onnx.ts')).exportOnnxModel,
  tfjs: async () => (await import('../model/export-tfjs.ts')).exportTfjs,
  safetensors: async () => (await import('../model/export-safetensors.ts')).exportSafetensors,
};

/** Writes trained models of a run in forms that other programs read. The run stays as it is. */
export default command({
  args: {
    run: { type: 'positional', required: true, description: 'Folder of a run' },
    to: {
      type: 'string',
      valueHint: 'onnx|tfjs|safetensors',
      description: 'Form of the file (default: onnx)',
    },
    method: { type: 'string', valueHint: 'a,b', description: 'Only these methods (default: all)' },
    seed: { type: 'string', valueHint: '0,1', description: 'Only these seeds (default: the first)' },
    out: {
      type: 'string',
      valueHint: 'folder',
      description: 'Where to write the model and NAME.json, which describes it (default: this folder)',
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
    ['mimmx export runs/demo --to tfjs --out page', 'graph models that tf.loadGraphModel opens'],
    ['mimmx export runs/demo --to safetensors --out weights', 'the networks’ weights by name'],
  ],
  async run({ args }) {
    const to = args.to ?? 'onnx';
    const form = Object.hasOwn(FORMS, to) ? FORMS[to] : undefined;
    if (!form) throw new UsageError(`--to ${to}: write one of ${Object.keys(FORMS).join(', ')}`);
    const folder = resolve(args.out ?? '.');
    await requireFolderTarget(folder);
    const models = await runModels({
      run: args.run,
      methods: args.method,
      seeds: args.seed,
      root: args.root ?? process.cwd(),
      allowed: args.plugins,
      // Graphs are traced on it, whatever the run was trained on.
      backend: to === 'safetensors' ? undefined : 'onnx',
    });
    const exporter = await form();
    const several = args.seed?.includes(',') ?? false;
    const first = models.config.seeds[0];
    const written = await models.each(async (model) => {
      if (args.seed === undefined && model.seed !== first) return [];
      const name = `${fileName(model.method)}${several ? `-seed-${model.seed}` : ''}`;
      const { files, description, checked, snippet } = await exporter(model, name);
      const paths = await writeAll(folder, files);
      const beside = join(folder, `${name}.json`);
      await writeOutput(beside, `${JSON.stringify(description, null, 2)}\n`, SHARED);
      log.info(`${model.method}: ${checked}`);
      const { language, text } = snippet;
      return [
        {
          method: model.method,
          seed: model.seed,
          file: paths[0]!,
          description: beside,
          [language.toLowerCase()]: text,
          snippet,
        },
      ];
    });
    const all = written.flat();
    if (args.json) printJson(all.map(({ snippet, ...rest }) => rest));
    else print(all.map(({ file }) => `${file}\n`).join(''));
    const use = all[0]?.snippet;
    if (!args.json && use) print(`\nIn ${use.language}:\n\n${use.text}\n`);
    return 0;
  },
});

/** @returns the files' paths */
async function writeAll(folder: string, files: Exported['files']): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    await writeOutput(path, bytes, SHARED);
    paths.push(path);
  }
  return paths;
}

/** A method's name in a config may be anything; as a file it keeps letters, digits, "-", "_" and ".". */
const fileName = (method: string): string => method.replace(/[^\w.-]/g, '_').replace(/^\./, '_');
