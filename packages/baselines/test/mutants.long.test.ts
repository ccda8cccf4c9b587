import { createRegistry, type MethodDefinition } from '@mimmx/core';
import { methodChecks } from '@mimmx/core/testkit';
import { describe, expect, test } from 'vitest';
import { unsaved, wrong } from './mutants/index.ts';
import { mutant } from './mutants/mutant.ts';
import { backend, checkReference } from './reference/check.ts';
import { checkResample, checkSubgroup } from './reference/draws.ts';
import { references } from './reference/index.ts';

/** Options that mutants do not know; they would be found for that, and not for their mistake. */
const beyond = /joint|class$|root|floor|C 2|smoothing 1|does not teach/;

/** What the references say against a method. */
async function complaints(of: string, definition: MethodDefinition): Promise<string[]> {
  const checks = references
    .filter(({ method, about = '' }) => method === of && !beyond.test(about))
    .map((reference) => () => checkReference(definition, reference));
  if (of === 'resample') checks.push(async () => checkResample(definition));
  if (of === 'subgroup') checks.push(async () => checkSubgroup(definition));
  const found: string[] = [];
  for (const check of checks) await check().catch((error: Error) => found.push(error.message));
  return found;
}

describe('a wrong method is found by the references', () => {
  test.each(wrong)('$of: $mistake', async ({ of, definition }) => {
    const found = await complaints(of, definition);
    expect(found.length).toBeGreaterThan(0);
    // Told apart by numbers, not by a mutant that does not run.
    for (const message of found) expect(message).toContain('by the reference');
  });

  test('and a right one, built the same way, is not', async () => {
    const right = mutant('focal', 'none', (_, { gamma }) => ({
      objective({ encode, losses }) {
        const rows = losses(encode(), 0).losses;
        return rows.neg().exp().neg().add(1).pow(gamma!).mul(rows).mean();
      },
    }));
    expect(await complaints('focal', right.definition)).toEqual([]);
  });
});

describe('a method that does not go on as if never stopped is found by the kit', () => {
  test.each(unsaved)('$of: $mistake', async ({ definition }) => {
    const check = methodChecks(definition, { registry: createRegistry(), backend }).find(({ name }) =>
      name.startsWith('continues'),
    )!;
    await expect(Promise.resolve().then(check.run)).rejects.toThrow(/differs after resuming/);
  });
});
