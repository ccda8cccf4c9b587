import { readFileSync } from 'node:fs';
import { corePlugin, createRegistry } from '@mimmx/core';
import * as experiment from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { examplesOf, runExample } from '../../../tooling/examples.ts';
import { plugin } from '../src/index.ts';

const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the README’s config is one, and its methods are there', async () => {
  const { exported } = await runExample(examplesOf(page)[0]!, { '@mimmx/cli': experiment });
  const { methods } = experiment.resolveConfig(exported);
  const registry = createRegistry().use(corePlugin).use(plugin);
  for (const [name, { options }] of Object.entries(methods)) registry.check('method', name, options);
  expect(Object.keys(methods)).toContain('oracle');
});

test('the README lists every method with its source', () => {
  for (const { name, source } of plugin.provides) {
    expect(
      page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)),
      name,
    ).toContain(source);
  }
});
