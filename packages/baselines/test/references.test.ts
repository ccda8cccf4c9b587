import type { MethodDefinition } from '@mimmx/core';
import { describe, test } from 'vitest';
import * as methods from '../src/methods.ts';
import { checkReference } from './reference/check.ts';
import { references } from './reference/index.ts';

const definitions = Object.values(methods) as readonly unknown[] as readonly MethodDefinition[];

describe.each(references)('$method $about', (reference) => {
  test('loses and descends as the reference does', async () => {
    await checkReference(definitions.find(({ name }) => name === reference.method)!, reference);
  });
});
