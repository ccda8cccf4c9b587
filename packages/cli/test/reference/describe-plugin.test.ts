import { defineBalancer, option, options, space } from '@mimmx/core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { describePlugin, pluginText } from '../../src/reference/describe-plugin.ts';

const definition = defineBalancer({
  name: 'steady',
  summary: 'Keeps its head.',
  source: 'ours',
  granularity: 'each',
  options: options({
    rate: option(z.number().positive(), {
      default: 0.1,
      description: `How fast it follows. ${'Very long. '.repeat(12)}`.trim(),
      space: space.logUniform(0.01, 1),
    }),
    width: option(z.int(), { absent: 'the widest', description: 'How wide.' }),
    table: option(z.string(), { description: 'Where it is.' }),
  }),
  create: () => ({ granularity: 'each', state: [], scale: ({ losses }) => losses }),
});

test('a plugin in words: type, default, meaning and search space of each option', () => {
  expect(pluginText(describePlugin({ plugin: 'mimmx-plugin-steady', definition }))).toBe(
    `balancer steady (mimmx-plugin-steady)
  Keeps its head.
  Source: ours

OPTIONS (type; default)

  rate  (number > 0; 0.1)
      How fast it follows. Very long. Very long. Very long. Very long. Very long. Very long. Very
      long. Very long. Very long. Very long. Very long. Very long.
      search: 0.01 to 1, by factors

  width  (whole number; the widest)
      How wide.

  table  (text; must be given)
      Where it is.
`,
  );
});

test('a plugin without options, and one whose schema is silent, say so', () => {
  const silent = {
    '~standard': { version: 1, vendor: 'x', validate: (value: unknown) => ({ value }) },
  } as const;
  const text = (schema: typeof definition.options | typeof silent) =>
    pluginText(describePlugin({ plugin: 'x', definition: { ...definition, options: schema } }));
  expect(text(options({}) as never)).toContain('\nIt has no options.\n');
  expect(text(silent)).toContain('\nIts schema does not say which options it takes.\n');
  expect(describePlugin({ plugin: 'x', definition: { ...definition, options: silent } }).options).toBeNull();
});
