import type { AnyDefinition } from '../contracts/index.ts';
import { describeOptions, searchSpaces } from '../registry/index.ts';
import { coreKinds, type KindDefinition } from '../registry/kinds.ts';
import { validate } from '../registry/validate.ts';
import { Random } from '../tensor/random.ts';
import { assertThat } from './assert-that.ts';
import type { Check } from './check.ts';

/**
 * What the registry and `mimmx plugins` expect of a definition of any kind.
 *
 * @param options that the definition must accept
 * @param kind that it is of, as the package of that kind exports it; found by itself for the kinds of core
 */
export function definitionChecks(
  definition: AnyDefinition,
  options: unknown,
  kind: KindDefinition | undefined = coreKinds.find(({ name }) => name === definition.kind),
): Check[] {
  const owner = `${definition.kind} "${definition.name}"`;
  return [
    {
      name: 'is named in lower case, summed up in a sentence, and of this contract',
      run() {
        assertThat(
          /^[a-z0-9]+(-[a-z0-9]+)*$/.test(definition.name),
          `${owner}: name it like "my-${definition.kind}".`,
        );
        assertThat(definition.summary.length > 0, `${owner}: has no summary.`);
        assertThat(definition.kind === kind?.name, `${owner}: is not of the kind "${kind?.name ?? '?'}".`);
        assertThat(
          definition.contract === kind.contract,
          `${owner}: contract ${definition.contract}, not ${kind.contract}.`,
        );
      },
    },
    {
      name: 'says what each option means, and would search where the option accepts it',
      run() {
        const silent = describeOptions(definition.options)?.find(({ description }) => description === '');
        assertThat(
          !silent,
          `${owner}: option "${silent?.name}" has no description. Declare it with option(…).`,
        );
        const random = new Random(1);
        for (const [name, space] of Object.entries(searchSpaces(definition.options))) {
          for (let i = 0; i < 20; i++)
            validate(definition.options, withOption(options, name.split('.'), space.sample(random)), owner);
        }
      },
    },
    {
      name: 'refuses an option that it does not know',
      run() {
        validate(definition.options, options, owner);
        let refused = false;
        try {
          validate(definition.options, { ...(options as object), noSuchOption: 1 }, owner);
        } catch {
          refused = true;
        }
        assertThat(
          refused,
          `${owner}: accepts the unknown option "noSuchOption". Use a strict object schema.`,
        );
      },
    },
  ];
}

/** The options with another value for one, which may lie inside another: `['warmup', 'gamma']`. */
function withOption(options: unknown, [key = '', ...rest]: readonly string[], value: unknown): object {
  const inside = (options ?? {}) as Readonly<Record<string, unknown>>;
  return { ...inside, [key]: rest.length === 0 ? value : withOption(inside[key], rest, value) };
}
