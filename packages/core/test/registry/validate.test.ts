import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { validate } from '../../src/registry/index.ts';

const schema = z.strictObject({
  hidden: z.number().int().positive().default(64),
  critic: z.strictObject({ kind: z.enum(['separable', 'concat']).default('separable') }).prefault({}),
});
const OWNER = 'estimator "mine"';

test('completes with defaults and leaves the input alone', () => {
  const input = { critic: {} };
  expect(validate(schema, input, OWNER)).toEqual({ hidden: 64, critic: { kind: 'separable' } });
  expect(input).toEqual({ critic: {} });
});

test.each([
  [{ hiden: 16 }, 'estimator "mine": unknown option "hiden". Did you mean "hidden"?'],
  [{ critic: { knd: 'concat' } }, 'estimator "mine": unknown option "critic.knd". Did you mean "kind"?'],
  [{ temperature: 1 }, 'estimator "mine": unknown option "temperature". Known: critic, hidden.'],
])('an unknown key %j', (input, message) => {
  expect(() => validate(schema, input, OWNER)).toThrow(
    expect.objectContaining({ code: 'E_OPTION', message: `E_OPTION: ${message}` }),
  );
});

test.each([
  [{ hidden: '16' }, 'option "hidden": '],
  [{ critic: { kind: 'bilinear' } }, 'option "critic.kind": '],
  [{ hidden: -1, critic: 3 }, '(and 1 more)'],
  [null, 'option ".": '],
])('a wrong value %j', (input, words) => {
  expect(() => validate(schema, input, OWNER)).toThrow(
    expect.objectContaining({ code: 'E_OPTION', message: expect.stringContaining(words) }),
  );
});

/** A Standard Schema without any library. */
const handmade = (
  check: (value: unknown) => ReturnType<StandardSchemaV1<unknown, number>['~standard']['validate']>,
): StandardSchemaV1<unknown, number> => ({ '~standard': { version: 1, vendor: 'test', validate: check } });

test('takes any Standard Schema', () => {
  expect(
    validate(
      handmade(() => ({ value: 7 })),
      {},
      OWNER,
    ),
  ).toBe(7);
  const failing = handmade(() => ({ issues: [{ message: 'must be odd', path: [{ key: 'n' }, 2] }] }));
  expect(() => validate(failing, {}, OWNER)).toThrow('E_OPTION: estimator "mine": option "n.2": must be odd');
});

test('refuses a schema that answers later', () => {
  const late = handmade(async () => ({ value: 7 }));
  expect(() => validate(late, {}, OWNER)).toThrow(
    'E_OPTION: estimator "mine": its options are checked asynchronously',
  );
});

test('suggests inside lists and alternatives', () => {
  const union = z.union([
    z.strictObject({ factor: z.string() }),
    z.strictObject({ column: z.string(), bins: z.number() }),
  ]);
  const list = z.strictObject({ items: z.array(union) });
  expect(() => validate(list, { items: [{ factor: 'a', strenght: 1 }] }, 'Config')).toThrow(
    'E_OPTION: Config: unknown option "items.0.strenght".',
  );
  const one = z.strictObject({ items: z.array(z.strictObject({ factor: z.string() })) });
  expect(() => validate(one, { items: [{ facter: 'a', factor: 'b' }] }, 'Config')).toThrow(
    'E_OPTION: Config: unknown option "items.0.facter". Did you mean "factor"?',
  );
});
