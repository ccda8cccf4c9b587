import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRegistry, type Dataset } from '@mimmx/core';
import { prepareData } from '@mimmx/data';
import { inspectionOf } from '@mimmx/data/files';
import { resolveConfig } from '@mimmx/experiment';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { plugin } from '../src/index.ts';
import { miniatures } from './miniatures.ts';
import { scratch } from './open.ts';
import { dicomBytes } from './write-dicom.ts';

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

test('the way from a folder of one’s own: its config opens an export, and its sets can be drawn', async () => {
  const root = scratch();
  const labels = ['accession,effusion,ward'];
  mkdirSync(join(root, 'export/deep'), { recursive: true });
  for (let i = 0; i < 64; i++) {
    const accession = `A${1000 + i}`;
    const header = { patient: `p${i}`, sex: i & 1 ? 'M' : 'F', view: i & 2 ? 'AP' : 'PA', accession };
    writeFileSync(join(root, 'export/deep', `${i}.dcm`), dicomBytes(header));
    labels.push(`${accession},${i & 4 ? 'yes' : 'no'},ward ${i % 3}`);
  }
  writeFileSync(join(root, 'labels.csv'), labels.join('\n'));

  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(docs, 'own-data.md'), 'utf8'))![1]!;
  const file = join(modules, 'own-data.ts');
  writeFileSync(file, example);
  const config = resolveConfig((await import(file)).default);
  const { name, options } = config.dataset;
  // Small, to be quick.
  const small = { ...options, image: { ...(options.image as object), size: 16 } };
  const dataset = await createRegistry().use(plugin).create('dataset', name, { root, seed: 0 }, small);
  expect(inspectionOf(dataset)).toMatchObject({ problems: [], notes: [] });
  const { splits, report } = prepareData(dataset, config.data, 0);
  expect(report.images).toEqual({ total: 64, eligible: 64 });
  expect(report.sets.find((set) => set.name === 'balanced')!.emptyCells).toBe(0);
  expect(await dataset.image(splits.train.rows[0]!)).toHaveLength(256);
  await dataset.close?.();
});
