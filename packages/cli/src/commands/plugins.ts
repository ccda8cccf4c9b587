import { type AnyDefinition, MimmxError, suggest } from '@mimmx/core';
import { command, commonArgs } from '../command.ts';
import { list } from '../given.ts';
import { commandRegistry } from '../run/registry.ts';

/** What its author cautions against; an estimator without a gradient measures, and trains nothing. */
function cautionOf(definition: AnyDefinition & { readonly differentiable?: boolean }): string | null {
  if (definition.caution !== undefined) return definition.caution;
  return definition.kind === 'estimator' && definition.differentiable === false
    ? 'Has no gradient: it measures, and cannot be the estimator of a method.'
    : null;
}

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
    const registry = await commandRegistry(names, process.cwd());
    const kinds = registry.kinds();
    if (args.kind !== undefined && !kinds.includes(args.kind)) {
      throw new MimmxError('E_UNKNOWN_NAME', `There is no kind "${args.kind}". ${suggest(args.kind, kinds)}`);
    }
    const entries = registry
      .list()
      .filter(({ definition }) => args.kind === undefined || definition.kind === args.kind)
      .map(({ plugin, definition }) => ({
        kind: definition.kind,
        name: definition.name,
        summary: definition.summary,
        source: definition.source ?? null,
        caution: cautionOf(definition),
        plugin,
      }));
    if (args.json) {
      process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
      return 0;
    }
    const width = Math.max(0, ...entries.map(({ name }) => name.length));
    for (const kind of new Set(entries.map((entry) => entry.kind))) {
      process.stdout.write(`${kind}\n`);
      for (const entry of entries.filter((other) => other.kind === kind)) {
        const source = entry.source ? ` [${entry.source}]` : '';
        process.stdout.write(`  ${entry.name.padEnd(width)}  ${entry.summary}${source} (${entry.plugin})\n`);
        if (entry.caution) process.stdout.write(`  ${' '.repeat(width)}  ! ${entry.caution}\n`);
      }
    }
    return 0;
  },
});
