import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import {
  defineEstimator,
  type InputOf,
  option,
  options,
  space,
  withDefault,
} from '../../src/contracts/index.ts';

const schema = options({
  k: option(z.int().min(1), { default: 5, description: 'Neighbours.', space: space.integer(1, 10) }),
  name: option(z.string(), { description: 'Must be given.' }),
  width: option(z.number(), { absent: 'as wide as x', description: 'May be left out.' }),
  inner: option(options({ on: option(z.boolean(), { default: false, description: 'A switch.' }) }), {
    default: {},
    description: 'Options inside.',
  }),
});

test('fills in defaults, leaves absent ones out, wants the others, refuses the rest', () => {
  expect(schema.parse({ name: 'a' })).toEqual({ k: 5, name: 'a', inner: { on: false } });
  expect(schema.safeParse({}).success).toBe(false);
  expect(schema.safeParse({ name: 'a', inner: { off: true } }).success).toBe(false);
});

test('a default is made afresh, so that no one run can change it for the next', () => {
  const list = options({ of: option(z.array(z.number()), { default: [1], description: 'A list.' }) });
  list.parse({}).of.push(2);
  expect(list.parse({})).toEqual({ of: [1] });
});

test('keeps what it means and where to search beside the type', () => {
  expect(schema.shape.k.meta()).toEqual({ description: 'Neighbours.', space: expect.anything() });
  expect(schema.shape.width.meta()).toEqual({ description: 'May be left out.', absent: 'as wide as x' });
  const other = withDefault(schema.shape.k, 7);
  expect(other.parse(undefined)).toBe(7);
  expect(other.meta()).toEqual(schema.shape.k.meta());
  expect(schema.shape.k.parse(undefined)).toBe(5);
});

test('a definition knows the type of its options', () => {
  const definition = defineEstimator({
    name: 'typed',
    summary: 'For its type.',
    bound: 'none',
    accepts: { x: ['continuous'], y: ['continuous'] },
    differentiable: false,
    unit: 'nats',
    options: schema,
    create(_context, given) {
      expectTypeOf(given.k).toEqualTypeOf<number>();
      expectTypeOf(given.width).toEqualTypeOf<number | undefined>();
      return { form: 'sample', measure: () => given.k };
    },
  });
  expectTypeOf<InputOf<typeof definition>>().toEqualTypeOf<{
    k?: number | undefined;
    name: string;
    width?: number | undefined;
    inner?: { on?: boolean | undefined } | undefined;
  }>();
  expect(definition.options).toBe(schema);
});
