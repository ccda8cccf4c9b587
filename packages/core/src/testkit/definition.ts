import { type AnyDefinition, CONTRACT_VERSION, METHOD_CONTRACT } from '../contracts/index.ts';
import { validate } from '../registry/index.ts';
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
        const expected = definition.kind === 'method' ? METHOD_CONTRACT : CONTRACT_VERSION;
        require(definition.contract ===
          expected, `${owner}: contract ${definition.contract}, not ${expected}.`);
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
