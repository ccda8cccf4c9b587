import { type AnyDefinition, CONTRACT_VERSION } from '../contracts/index.ts';
import { describeOptions, searchSpaces, validate } from '../registry/index.ts';
import { Random } from '../tensor/random.ts';
import type { Check } from './check.ts';
import { require } from './tensors.ts';

/** What the registry and `mimmx plugins` expect of a definition of any kind. */
export function definitionChecks(definition: AnyDefinition, options: unknown): Check[] {
  const owner = `${definition.kind} "${definition.name}"`;
  return [
    {
      name: 'is named in lower case, summed up in a sentence, and of this contract',
      run() {
        require(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(
          definition.name,
        ), `${owner}: name it like "my-${definition.kind}".`);
        require(definition.summary.length > 0, `${owner}: has no summary.`);
        require(definition.contract ===
          CONTRACT_VERSION, `${owner}: contract ${definition.contract}, not ${CONTRACT_VERSION}.`);
      },
    },
    {
      name: 'says what each option means, and would search where the option accepts it',
      run() {
        const silent = describeOptions(definition.options)?.find(({ description }) => description === '');
        require(!silent, `${owner}: option "${silent?.name}" has no description. Declare it with option(…).`);
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
        require(refused, `${owner}: accepts the unknown option "noSuchOption". Use a strict object schema.`);
      },
    },
  ];
}

/** The options with another value for one, which may lie inside another: `['warmup', 'gamma']`. */
function withOption(options: unknown, [key = '', ...rest]: readonly string[], value: unknown): object {
  const inside = (options ?? {}) as Readonly<Record<string, unknown>>;
  return { ...inside, [key]: rest.length === 0 ? value : withOption(inside[key], rest, value) };
}
