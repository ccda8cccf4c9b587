import { MimmxError, suggest } from '@mimmx/core';
import { command, commonArgs } from '../command.ts';
import { list } from '../given.ts';
import { log } from '../log.ts';
import { print, printJson } from '../print.ts';
import { describePlugin, pluginText } from '../reference/describe-plugin.ts';
import { othersInstalled } from '../run/installed.ts';
import { commandRegistry } from '../run/registry.ts';

/** Lists what can be named in a config, or says what one of it is and takes. */
export default command({
  args: {
    name: {
      type: 'positional',
      required: false,
      description: 'A kind, e.g. estimator, or a plugin, e.g. mine, to show its options',
    },
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
    ['mimmx plugins mimm-x', 'each option of mimm-x: type, default, meaning, search space'],
    ['mimmx plugins --load datasets-mri,./my-plugin.js', 'with packages of this project'],
  ],
  async run({ args }) {
    const load = list(args.load) ?? [];
    const registry = await commandRegistry(load, process.cwd(), { source: '--load', allowed: load });
    const all = registry.list();
    const kinds = registry.kinds();
    const { name } = args;
    if (name === undefined || kinds.includes(name)) {
      const entries = all.filter(({ definition }) => name === undefined || definition.kind === name);
      if (args.json) printJson(entries.map(briefly));
      else print(listing(entries.map(briefly)));
      const others = othersInstalled(process.cwd()).filter((other) => !load.includes(other));
      if (others.length > 0)
        log.info(`Installed and not listed: ${others.join(', ')}. See theirs: --load ${others.join(',')}`);
      return 0;
    }
    const named = all.filter(({ definition }) => definition.name === name).map(describePlugin);
    if (named.length === 0) {
      const known = [...kinds, ...all.map(({ definition }) => definition.name)];
      throw new MimmxError('E_UNKNOWN_NAME', `There is no kind or plugin "${name}". ${suggest(name, known)}`);
    }
    if (args.json) printJson(named);
    else print(named.map(pluginText).join('\n'));
    return 0;
  },
});

type Entry = Parameters<typeof describePlugin>[0];

function briefly(entry: Entry) {
  const { options: _, ...rest } = describePlugin(entry);
  return rest;
}

function listing(entries: readonly ReturnType<typeof briefly>[]): string {
  const width = Math.max(0, ...entries.map(({ name }) => name.length));
  const line = ({ name, summary, source, plugin, caution }: ReturnType<typeof briefly>) =>
    `  ${name.padEnd(width)}  ${summary}${source ? ` [${source}]` : ''} (${plugin})${
      caution ? `\n  ${' '.repeat(width)}  ! ${caution}` : ''
    }`;
  return [...new Set(entries.map(({ kind }) => kind))]
    .map((kind) => [kind, ...entries.filter((entry) => entry.kind === kind).map(line), ''].join('\n'))
    .join('');
}
