import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dataset } from '@mimmx/core';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { plugin } from '../src/index.ts';
import { miniatures } from './miniatures.ts';
import { scratch } from './open.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const modules = fileURLToPath(new URL('../.cache/docs/', import.meta.url));
mkdirSync(modules, { recursive: true });
afterAll(() => rmSync(modules, { recursive: true, force: true }));

/** The first TypeScript of a page. */
function exampleOf(page: string): string {
  const block = /```ts\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8'))?.[1];
  if (block === undefined) throw new Error(`${page} has no example`);
  return block;
}

/** Runs an example as it stands, but for the folder it reads from, and returns what it names. */
async function run(example: string, name: string, root: string): Promise<Record<string, unknown>> {
  const names = [...example.matchAll(/^const (\w+) =/gm)].map((match) => match[1]);
  const source = example
    .replace(`from '@mimmx/datasets-cxr'`, `from '../../src/index.ts'`)
    .replace(/root: '[^']*'/, `root: ${JSON.stringify(root)}`);
  const file = join(modules, `${name}.ts`);
  writeFileSync(file, `${source}\nexport { ${names.join(', ')} };\n`);
  return import(file);
}

describe('the example of every data set opens its files', () => {
  const names = plugin.provides.map(({ name }) => name);

  test('and there is one for each', () => {
    expect(Object.keys(miniatures).sort()).toEqual([...names].sort());
    expect(readdirSync(docs)).toEqual(expect.arrayContaining(names.map((name) => `${name}.md`)));
  });

  test.each(names)('%s', async (name) => {
    const root = join(scratch(), 'data');
    mkdirSync(root);
    const rows = await miniatures[name]!(root);
    const made = await run(exampleOf(join(docs, `${name}.md`)), name, root);
    const [dataset] = Object.values(made) as [Dataset];
    expect(dataset.table.length).toBe(rows);
    const pixels = await dataset.image(rows - 1);
    expect(pixels).toHaveLength(dataset.shape.reduce((a, b) => a * b, 1));
    expect(pixels.every(Number.isFinite)).toBe(true);
    await dataset.close?.();
  });
});

test('the README’s example says what it prints', async () => {
  const readme = fileURLToPath(new URL('../README.md', import.meta.url));
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const { pixels } = await run(exampleOf(readme), 'readme', '.');
  expect(log.mock.calls).toMatchObject([[{ kind: 'categorical', labels: ['F', 'M'] }]]);
  expect(pixels).toHaveLength(4096);
  log.mockRestore();
});
