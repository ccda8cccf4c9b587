import { completed, jsonSchemaOf, MimmxError, OptionError, type Problem, type Registry } from '@mimmx/core';
import type { ExperimentConfig } from '@mimmx/experiment';
import { packageWith } from '../run/installed.ts';

/** A plugin that a config asks for, and where. */
interface Use {
  readonly kind: string;
  readonly name: string;
  readonly options: unknown;
  readonly path: readonly PropertyKey[];
}

function usesOf(config: ExperimentConfig): readonly Use[] {
  const { dataset, encoder, backend, methods } = config;
  return [
    { kind: 'dataset', ...dataset, path: ['dataset'] },
    { kind: 'encoder', ...encoder, path: ['encoder'] },
    ...(backend ? [{ kind: 'backend', ...backend, path: ['backend'] }] : []),
    ...Object.entries(methods).map(([entry, { method, options }]) => ({
      kind: 'method',
      name: method ?? entry,
      options,
      path: ['methods', entry],
    })),
  ];
}

/** Problems with a plugin, with its options, and with what its options choose in turn. */
async function problemsOf(
  use: Use,
  registry: Registry,
  from: string,
): Promise<readonly (Problem & { unknown?: true })[]> {
  const { kind, name, options, path } = use;
  const entry = registry.list().find(({ definition: one }) => one.kind === kind && one.name === name);
  if (!entry) {
    const where = await packageWith(kind, name, from);
    const message = where
      ? `"${name}" is in ${where}, which is installed but not listed. Write plugins: ["${where}"].`
      : unknownName(registry, kind, name);
    return [{ path, message, unknown: true }];
  }
  const { definition } = entry;
  const at = [...path, 'options'];
  const result = completed(definition.options, options, at);
  if ('problems' in result) return result.problems;
  if (!('value' in result)) return [];
  const chosen = Object.entries(jsonSchemaOf(definition.options)?.properties ?? {}).flatMap(
    ([key, { plugin }]) => {
      const choice = (result.value as Readonly<Record<string, Use | undefined>>)[key];
      return plugin && choice ? [{ ...choice, kind: plugin, path: [...at, key] }] : [];
    },
  );
  return (await Promise.all(chosen.map((one) => problemsOf(one, registry, from)))).flat();
}

/** What the registry itself says of a name that it does not have. */
function unknownName(registry: Registry, kind: string, name: string): string {
  try {
    registry.check(kind as 'method', name);
    return '';
  } catch (error) {
    return (error as Error).message.replace(/^E_UNKNOWN_NAME: /, '');
  }
}

/**
 * Checks every name and option that a config gives to a plugin, before any of them is made.
 *
 * @param from folder of the user's project, where a package may be installed that nobody listed
 * @throws E_UNKNOWN_NAME, E_OPTION; all problems at once, with their paths in the config
 */
export async function checkPlugins(
  config: ExperimentConfig,
  registry: Registry,
  from: string,
): Promise<void> {
  const problems = (await Promise.all(usesOf(config).map((use) => problemsOf(use, registry, from)))).flat();
  const [only] = problems;
  if (only === undefined) return;
  throw problems.length === 1 && only.unknown ? new UnknownName(only) : new OptionError('Config', problems);
}

/** One name that no plugin has, with its place. */
export class UnknownName extends MimmxError {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super('E_UNKNOWN_NAME', problem.message);
    this.problem = problem;
  }
}
