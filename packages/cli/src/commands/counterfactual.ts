import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Random } from '@mimmx/core';
import { resolveGenerator } from '@mimmx/counterfactual';
import { differenceOf, openGeneratorRun, readGeneratorRecord, sheet } from '@mimmx/counterfactual/node';
import { atomicWrite } from '@mimmx/data/files';
import { checkArguments } from '../check-arguments.ts';
import { command, commonArgs } from '../command.ts';
import { readInterventions } from '../counterfactual/interventions.ts';
import { openRows } from '../counterfactual/open-rows.ts';
import { startSheet } from '../counterfactual/sheet-start.ts';
import { list } from '../given.ts';
import { log } from '../log.ts';
import { requireFolder } from '../model/run-models.ts';
import { setUpBackend } from '../run/engine.ts';
import { commandRegistry } from '../run/registry.ts';
import { trustArgs } from '../run/trust.ts';
import { requireFolderTarget } from '../target-folder.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  run: { type: 'positional', required: true, description: 'Folder of a generator (mimmx generator)' },
  do: {
    type: 'string',
    valueHint: 'name=value',
    description: 'An intervention, such as sex=male or sex=male,age=60; may be repeated',
  },
  image: {
    type: 'string',
    valueHint: 'id',
    description: 'Image of the generator’s data set; may be repeated (default: 12 test images)',
  },
  tuning: { type: 'string', valueHint: 'name', description: 'none, or a fine-tuning (default: the last)' },
  'pixel-noise': {
    type: 'string',
    valueHint: '0 to 1',
    description: 'Share of the pixel’s residual that is kept (default: that of the generator)',
  },
  out: { type: 'string', valueHint: 'folder', description: 'Where to write (default: counterfactuals here)' },
  root: {
    type: 'string',
    valueHint: 'folder',
    description: 'Where paths of the generator’s config start from (default: this folder)',
  },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend (mimmx doctor lists them)' },
  ...trustArgs,
  ...commonArgs,
} as const;

/** Writes counterfactual images as PNG, each by itself, and a sheet of factual, counterfactual and difference. */
export default command({
  args,
  examples: [
    ['mimmx counterfactual runs/chest --do sex=male', 'twelve test images, into counterfactuals/'],
    [
      'mimmx counterfactual runs/chest --do sex=M --do view=AP --image 00000231_013.png',
      'one image, two ways',
    ],
  ],
  async run({ args: given, rawArgs }) {
    const { do: asked = [], image = [] } = Object.fromEntries(
      checkArguments('counterfactual', rawArgs, args),
    );
    if (asked.length === 0)
      throw new UsageError('Say what to change: --do NAME=VALUE. See: mimmx counterfactual --help');
    const out = resolve(given.out ?? 'counterfactuals');
    await requireFolderTarget(out);
    const record = await readGeneratorRecord(given.run);
    const root = resolve(given.root ?? process.cwd());
    await requireFolder(root);
    const config = resolveGenerator(record.config);
    const registry = await commandRegistry(config.plugins, root, {
      source: `Generator ${given.run}`,
      allowed: list(given.plugins) ?? [],
    });
    const { backend } = await setUpBackend(registry, given.backend ?? record.backend);
    const { generator, tuning } = await openGeneratorRun(given.run, { backend, tuning: given.tuning });
    const interventions = readInterventions(asked, generator.scm.attributes);
    const { table, labels } = await openRows({ config, registry, root, ids: image, count: 12 });
    const pixelNoise = noiseOf(given['pixel-noise']) ?? record.pixelNoise;
    const { columns, unchanged } = await startSheet(generator, table, pixelNoise);
    const files: [string, Buffer][] = [];
    const size = table.shape.reduce((a, b) => a * b, 1);
    for (const { text, intervention } of interventions) {
      const request = { do: intervention, pixelNoise, random: new Random(config.seed) };
      const { images, warnings } = await generator.counterfactual(table, request);
      for (const warning of warnings) log.warn(warning);
      const label = `do(${text})`;
      columns.push(
        { label, images },
        { label: 'difference', images: differenceOf(images, unchanged), signed: true },
      );
      for (const [i, name] of labels.entries()) {
        const one = images.subarray(i * size, (i + 1) * size);
        files.push([`${safe(name)}-${safe(text)}.png`, plain(one, table.shape)]);
      }
    }
    await mkdir(out, { recursive: true });
    const whole = join(out, 'sheet.png');
    await atomicWrite(whole, sheet({ shape: table.shape, columns, rows: labels }));
    for (const [name, png] of files) await atomicWrite(join(out, name), png);
    log.info(
      `${record.name}, ${tuning === 'none' ? 'not tuned' : `after ${tuning} tuning`}; a changed attribute is a stratum of this model, not a truth about a person.`,
    );
    process.stdout.write(`${[whole, ...files.map(([name]) => join(out, name))].join('\n')}\n`);
    return 0;
  },
});

const safe = (text: string): string => text.replace(/[^\w.=-]+/g, '_');

/** One image as it is, without a frame. */
const plain = (images: Float32Array, shape: readonly [number, number, number]): Buffer =>
  sheet({ shape, columns: [{ label: '', images }], zoom: 1, bare: true });

function noiseOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new UsageError(`--pixel-noise ${text}: give a number from 0 to 1.`);
}
