import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import { atomicWrite } from '@mimmx/data/files';
import { command, commonArgs } from '../command.ts';
import { whole } from '../given.ts';
import { createAsker } from '../init/ask.ts';
import { describeColumn } from '../init/columns.ts';
import { lookAround } from '../init/look-around.ts';
import { findSource, makePlan } from '../init/plan.ts';
import { configFile } from '../init/write-config.ts';
import { log } from '../log.ts';
import { duration } from '../run/forecast.ts';
import { ownName } from '../run/own-name.ts';

const FILE = 'mimmx.config.ts';

/** Writes a first config for the images and the table of a folder. */
export default command({
  args: {
    folder: {
      type: 'positional',
      required: false,
      description: 'Folder with a table and images (default: this one)',
    },
    table: { type: 'string', valueHint: 'file', description: 'The table, from that folder' },
    images: { type: 'string', valueHint: 'folder', description: 'The images, from that folder' },
    y: { type: 'string', valueHint: 'column', description: 'What is to be predicted' },
    z: {
      type: 'string',
      valueHint: 'a,b',
      description: 'Confounders: what it must not be read from; "none" for none',
    },
    patient: { type: 'string', valueHint: 'column', description: 'Whose an image is' },
    size: {
      type: 'string',
      valueHint: 'pixels',
      description: 'Height and width of the images (default: 64)',
    },
    measure: {
      type: 'boolean',
      default: true,
      description: 'Measure two updates to fit the budget; --no-measure writes 300 updates',
    },
    overwrite: { type: 'boolean', description: `Replace ${FILE}` },
    ...commonArgs,
  },
  examples: [
    ['mimmx init', 'asks what is to be predicted, and writes mimmx.config.ts'],
    ['mimmx init --y finding --z sex,view', 'asks nothing'],
  ],
  async run({ args: given }) {
    const root = resolve(given.folder ?? '.');
    if (!existsSync(root)) throw new MimmxError('E_PATH', `There is no folder ${root}.`);
    const file = join(root, FILE);
    if (existsSync(file) && !given.overwrite)
      throw new MimmxError(
        'E_CONFIG_EXISTS',
        `${file} is there already. Replace it with --overwrite, or train with it.`,
      );
    const size = whole('size', given, 8);
    const { table, y, z, patient } = given;
    const ask = createAsker({ table, y, z, patient }, process.stdin.isTTY === true);
    const source = await findSource(root, lookAround(root), ask, { images: given.images, size });
    process.stdout.write(
      `Columns\n${source.columns.map((column) => `  ${describeColumn(column)}\n`).join('')}`,
    );
    let plan = await makePlan(root, source, ask);
    let takes = '';
    if (given.measure !== false) {
      log.info('Opening the images, and measuring two updates of each method');
      const { fitToMachine } = await import('../init/fit-machine.ts');
      const fitted = await fitToMachine(plan, root);
      for (const note of fitted.notes) log.warn(note);
      plan = fitted.plan;
      takes = `, which takes about ${duration(fitted.seconds)} here`;
    }
    await atomicWrite(file, configFile(plan));
    const again = root === process.cwd() ? '' : ` ${file}`;
    process.stdout.write(`Wrote ${file}: ${plan.methods.join(', ')}, ${plan.training.updates} updates each${takes}.
Look first:  ${ownName()} data check${again}
Then train:  ${ownName()} train${again}
`);
    return 0;
  },
});
