import { MimmxError, suggest } from '@mimmx/core';
import { command, commonArgs } from '../command.ts';
import { list } from '../given.ts';
import { print, printJson } from '../print.ts';
import { commandRegistry } from '../run/registry.ts';

/** Lists what can be named in a config. */
export default command({
  args: {
    kind: { type: 'positional', required: false, description: 'Only this kind, e.g. estimator' },
    load: {
      type: 'string',
      valueHint: 'a,b',
      description: 'Plugin packages of this project to load as well',
    },
    json: { type: 'boolean', description: 'Print JSON' },
    ...commonArgs,
  },
  examples: [
    ['mimmx plugins', 'everything that comes with the command'],
    ['mimmx plugins estimator', 'the estimators only'],
    ['mimmx plugins --load datasets-mri,./my-plugin.js', 'with packages of this project'],
  ],
  async run({ args }) {
    const names = list(args.load) ?? [];
    const registry = await commandRegistry(names, process.cwd(), { source: '--load', allowed: names });
    const kinds = registry.kinds();
    if (args.kind !== undefined && !kinds.includes(args.kind)) {
      throw new MimmxError('E_UNKNOWN_NAME', `There is no kind "${args.kind}". ${suggest(args.kind, kinds)}`);
    }
    const entries = registry
      .list()
      .filter(({ definition }) => args.kind === undefined || definition.kind === args.kind)
      .map(({ plugin, definition: { kind, name, summary, source } }) => ({
        kind,
        name,
        summary,
        source: source ?? null,
        plugin,
      }));
    if (args.json) {
      printJson(entries);
      return 0;
    }
    const width = Math.max(0, ...entries.map(({ name }) => name.length));
    for (const kind of new Set(entries.map((entry) => entry.kind))) {
      print(`${kind}\n`);
      for (const entry of entries.filter((other) => other.kind === kind)) {
        const source = entry.source ? ` [${entry.source}]` : '';
        print(`  ${entry.name.padEnd(width)}  ${entry.summary}${source} (${entry.plugin})\n`);
      }
    }
    return 0;
  },
});
