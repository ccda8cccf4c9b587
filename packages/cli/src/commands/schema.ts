import { resolve } from 'node:path';
import { SHARED, writeOutput } from '@mimmx/data/files';
import { command, commonArgs } from '../command.ts';
import { list } from '../given.ts';
import { print } from '../print.ts';
import { configSchema } from '../reference/config-schema.ts';
import { useInstalled } from '../run/installed.ts';
import { commandRegistry } from '../run/registry.ts';

/** Writes the JSON Schema of a config, so that an editor completes and checks .yaml and .json. */
export default command({
  args: {
    out: {
      type: 'string',
      valueHint: 'file',
      description: 'Where to write it, e.g. mimmx.schema.json; printed if absent',
    },
    load: {
      type: 'string',
      valueHint: 'a,b',
      description: 'Plugins of this project to include that are no packages, e.g. ./my-plugin.js',
    },
    ...commonArgs,
  },
  examples: [
    ['mimmx schema --out mimmx.schema.json', 'for "$schema": "./mimmx.schema.json" in a .json config,'],
    ['', '# yaml-language-server: $schema=mimmx.schema.json in a .yaml config'],
    ['mimmx schema --load ./my-plugin.js', 'with a plugin file of this project, to stdout'],
  ],
  async run({ args }) {
    const folder = process.cwd();
    const load = list(args.load) ?? [];
    const registry = await useInstalled(
      await commandRegistry(load, folder, { source: '--load', allowed: load }),
      folder,
    );
    const text = `${JSON.stringify(configSchema(registry), null, 2)}\n`;
    if (args.out === undefined) {
      print(text);
      return 0;
    }
    const file = resolve(args.out);
    await writeOutput(file, text, SHARED);
    print(`Schema: ${file}\n`);
    return 0;
  },
});
