import type { StandardSchemaV1 } from '@standard-schema/spec';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { option, options, space } from '../../src/contracts/index.ts';
import { describeOptions, pluginChoice, searchSpaces, untyped } from '../../src/registry/index.ts';
import { Random } from '../../src/tensor/random.ts';

const schema = options({
  k: option(z.int().min(1), { default: 5, description: 'Neighbours.', space: space.integer(1, 10) }),
  rate: option(z.number().gt(0).max(1), { default: 0.01, description: 'Share of the newest batch.' }),
  width: option(z.int().positive(), { absent: 'the widest', description: 'Width.' }),
  table: option(z.union([z.string(), z.array(z.string())]), { description: 'A path, or several.' }),
  kind: option(z.enum(['a', 'b']), { default: 'a', description: 'Which.', space: space.choice('a', 'b') }),
  warmup: option(
    options({
      gamma: option(z.number(), { default: 3, description: 'Steepness.', space: space.uniform(1, 10) }),
    }),
    { default: {}, description: 'The start.' },
  ),
  image: option(z.union([z.literal(false), options({ size: option(z.int(), { description: 'Pixels.' }) })]), {
    default: false,
    description: 'Images.',
  }),
  sets: option(
    z.record(z.string(), options({ seed: option(z.int(), { default: 0, description: 'Seed.' }) })),
    {
      default: {},
      description: 'By name.',
    },
  ),
  estimator: option(pluginChoice('estimator'), { default: untyped('mine'), description: 'Which estimator.' }),
});

test('every option with its type in words, its default or what holds without it, and where to search', () => {
  expect(describeOptions(schema)).toEqual([
    {
      name: 'k',
      type: 'whole number ≥ 1',
      required: false,
      default: 5,
      description: 'Neighbours.',
      space: 'whole 1 to 10',
    },
    {
      name: 'rate',
      type: 'number > 0 and ≤ 1',
      required: false,
      default: 0.01,
      description: 'Share of the newest batch.',
    },
    { name: 'width', type: 'whole number > 0', required: false, absent: 'the widest', description: 'Width.' },
    { name: 'table', type: 'text or list of text', required: true, description: 'A path, or several.' },
    {
      name: 'kind',
      type: '"a" or "b"',
      required: false,
      default: 'a',
      description: 'Which.',
      space: '"a" or "b"',
    },
    { name: 'warmup', type: '{ gamma }', required: false, default: {}, description: 'The start.' },
    {
      name: 'warmup.gamma',
      type: 'number',
      required: false,
      default: 3,
      description: 'Steepness.',
      space: '1 to 10',
    },
    { name: 'image', type: 'false or { size }', required: false, default: false, description: 'Images.' },
    { name: 'image.size', type: 'whole number', required: true, description: 'Pixels.' },
    { name: 'sets', type: 'by name: { seed }', required: false, default: {}, description: 'By name.' },
    { name: 'sets.NAME.seed', type: 'whole number', required: false, default: 0, description: 'Seed.' },
    {
      name: 'estimator',
      type: 'an estimator: name, or { name, options }',
      required: false,
      default: 'mine',
      description: 'Which estimator.',
    },
  ]);
});

test('what a search draws is accepted by the schema that declares it', () => {
  const spaces = searchSpaces(schema);
  expect(Object.keys(spaces)).toEqual(['k', 'kind', 'warmup.gamma']);
  const random = new Random(3);
  for (let i = 0; i < 50; i++) {
    const drawn = {
      k: spaces.k?.sample(random),
      kind: spaces.kind?.sample(random),
      warmup: { gamma: spaces['warmup.gamma']?.sample(random) },
    };
    expect(schema.parse({ table: 'x', ...drawn })).toMatchObject(drawn);
  }
});

test('a schema of another library is described if it describes itself', () => {
  const silent: StandardSchemaV1 = {
    '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
  };
  expect(describeOptions(silent)).toBeUndefined();
  expect(searchSpaces(silent)).toEqual({});
  const speaking = {
    '~standard': {
      ...silent['~standard'],
      jsonSchema: {
        input: () => ({
          type: 'object',
          properties: { n: { type: 'integer', minimum: 1, description: 'How many.' } },
        }),
      },
    },
  };
  expect(describeOptions(speaking)).toEqual([
    { name: 'n', type: 'whole number ≥ 1', required: false, description: 'How many.' },
  ]);
});
