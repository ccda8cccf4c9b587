import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { isOptionError, type OptionError, validate } from '../../src/registry/index.ts';

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
  [{ hidden: '16' }, 'option "hidden": expected a number, found text "16"'],
  [{ hidden: 1.5 }, 'option "hidden": expected a whole number, found 1.5'],
  [{ hidden: 0 }, 'option "hidden": expected more than 0, found 0'],
  [{ hidden: [] }, 'option "hidden": expected a number, found an empty list'],
  [
    { critic: { kind: 'seperable' } },
    'option "critic.kind": expected "separable" or "concat", found text "seperable". Did you mean "separable"?',
  ],
  [{ critic: 3 }, 'option "critic": expected an object, found 3'],
  [null, 'option ".": expected an object, found null'],
])('a wrong value %j', (input, message) => {
  expect(() => validate(schema, input, OWNER)).toThrow(
    expect.objectContaining({ code: 'E_OPTION', message: `E_OPTION: ${OWNER}: ${message}` }),
  );
});

test('says everything that is wrong, a line for each', () => {
  const input = { hidden: -1, critic: { kind: 3, knd: 'concat' }, temperature: 1 };
  const error = (() => {
    try {
      return validate(schema, input, OWNER);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(isOptionError(error)).toBe(true);
  expect((error as Error).message.split('\n')).toEqual([
    'E_OPTION: estimator "mine": 4 problems',
    '  option "hidden": expected more than 0, found -1',
    '  option "critic.kind": expected "separable" or "concat", found 3',
    '  unknown option "critic.knd". Did you mean "kind"?',
    '  unknown option "temperature". Known: critic, hidden.',
  ]);
  expect((error as OptionError).problems.map(({ path }) => path)).toEqual([
    ['hidden'],
    ['critic', 'kind'],
    ['critic', 'knd'],
    ['temperature'],
  ]);
});

test('a misspelt name is not also a missing one', () => {
  const table = z.strictObject({ table: z.string(), images: z.string() });
  expect(() => validate(table, { tabel: 'a.csv', images: 'x' }, 'dataset "x"')).toThrow(
    /^E_OPTION: dataset "x": unknown option "tabel". Did you mean "table"\?$/,
  );
});

test('of alternatives, the one that was meant; none if the value is of another kind', () => {
  const either = z.strictObject({
    split: z.union([
      z.strictObject({ train: z.number(), test: z.number() }),
      z.strictObject({ folds: z.number(), fold: z.number() }),
    ]),
    encoder: z.union([z.string(), z.strictObject({ name: z.string(), options: z.unknown() })]),
    kind: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('noise'), sd: z.number() }),
    ]),
  });
  expect(() =>
    validate(either, { split: { train: 1, tset: 2 }, encoder: 3, kind: { kind: 'nois' } }, 'Config'),
  ).toThrow(
    [
      'E_OPTION: Config: 3 problems',
      '  unknown option "split.tset". Did you mean "test"?',
      '  option "encoder": expected text or an object, found 3',
      '  option "kind.kind": expected "none" or "noise", found text "nois". Did you mean "noise"?',
    ].join('\n'),
  );
});

test('what belongs into the options of a choice is sent there', () => {
  const methods = z.strictObject({
    methods: z.record(
      z.string(),
      z.strictObject({ method: z.string().optional(), options: z.record(z.string(), z.unknown()) }),
    ),
  });
  expect(() => validate(methods, { methods: { 'mimm-x': { lambda: 2, options: {} } } }, 'Config')).toThrow(
    'E_OPTION: Config: unknown option "methods.mimm-x.lambda". Write methods.mimm-x.options.lambda.',
  );
  expect(() => validate(methods, { methods: { 'mimm-x': { optoins: {}, options: {} } } }, 'Config')).toThrow(
    'unknown option "methods.mimm-x.optoins". Did you mean "options"?',
  );
  expect(() => validate(z.strictObject({}), { a: 1 }, 'dataset "digits"')).toThrow(
    'E_OPTION: dataset "digits": unknown option "a". There is none to give.',
  );
});

test('a schema’s own words go before these', () => {
  const own = z.strictObject({ name: z.string().regex(/^a/, 'begin with "a"') });
  expect(() => validate(own, { name: 'b' }, 'x')).toThrow('E_OPTION: x: option "name": begin with "a"');
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
