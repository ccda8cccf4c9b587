import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dataset } from '@mimmx/core';
import { prepareData } from '@mimmx/data';
import { inspectionOf } from '@mimmx/data/files';
import { resolveConfig } from '@mimmx/experiment';
import { afterAll, expect, test } from 'vitest';
import { plugin } from '../src/index.ts';
import { scratch } from './fixtures/cases.ts';
import { open } from './fixtures/open.ts';
import { writeFiles } from './fixtures/write-bids.ts';
import { miniatures } from './miniatures.ts';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const modules = fileURLToPath(new URL('../.cache/docs/', import.meta.url));
mkdirSync(modules, { recursive: true });
afterAll(() => rmSync(modules, { recursive: true, force: true }));

/** All TypeScript of a page. */
const examplesOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);

let written = 0;
async function load(source: string): Promise<Record<string, unknown>> {
  const file = join(modules, `${written++}.ts`);
  writeFileSync(file, source);
  return import(file);
}

/** What a piece of a config says. */
const configOf = async (piece: string) =>
  (await load(`export default {\n${piece}\n};\n`)).default as Record<string, Record<string, unknown>>;

test('every data set has a page', () => {
  for (const { name } of plugin.provides) expect(Object.keys(miniatures)).toContain(name);
});

test.each([
  ['bids', 'bids', 0],
  ['bids slices', 'bids', 1],
  ['mri-manifest', 'mri-manifest', 0],
  ['mri-manifest NAKO', 'mri-manifest', 1],
  ['mri-joined', 'mri-joined', 0],
  ['brain-phantom', 'brain-phantom', 0],
])('the example of %s opens its files', async (files, page, at) => {
  const root = scratch();
  const rows = miniatures[files]!(root);
  // The docs' absolute folder stands below the test's.
  const piece = examplesOf(join(docs, `${page}.md`))[at]!.replace(`images: '/data/`, `images: '${root}/`);
  const { dataset: choice } = await configOf(piece);
  const dataset = await open(String(choice!.name), root, choice!.options as Record<string, unknown>);
  expect(dataset.table.length).toBe(rows);
  const pixels = await dataset.image(rows - 1);
  expect(pixels).toHaveLength(dataset.shape.reduce((a, b) => a * b, 1));
  expect(pixels.every(Number.isFinite)).toBe(true);
});

test('the example of images is options of a source', async () => {
  const root = scratch();
  miniatures['bids slices']!(root);
  const options = await configOf(examplesOf(join(docs, 'images.md'))[0]!);
  const dataset = await open('bids', root, { images: 'lgg-bids', suffix: 'FLAIR', ...options });
  expect(dataset.shape).toEqual([96, 80, 1]);
});

test('the README’s examples run', async () => {
  const [first, alone] = examplesOf(fileURLToPath(new URL('../README.md', import.meta.url)));
  const root = scratch();
  miniatures.bids!(root);
  const ours = (source: string) =>
    source
      .replace(`from '@mimmx/datasets-mri'`, `from '../../src/index.ts'`)
      .replace(`root: '.'`, `root: ${JSON.stringify(root)}`)
      .replace(`'sub-01_T1w.nii.gz'`, JSON.stringify(volume));
  const volume = join(root, 'ds000001/sub-01/ses-01/anat/sub-01_ses-01_T1w.nii.gz');
  const opened = await load(`${ours(first!)}\nexport { dataset, voxels };`);
  expect((opened.dataset as Dataset).table.length).toBe(4);
  expect(opened.voxels).toHaveLength(64 * 72 * 64);
  const read = await load(`${ours(alone!)}\nexport { data, shape, affine };`);
  expect(read.shape).toEqual([6, 5, 4]);
});

test('the way from a folder of one’s own: its config opens a study, and its sets can be drawn', async () => {
  const root = scratch();
  const people = ['participant_id\tdiagnosis\tsex\tage\tscanner'];
  for (let i = 0; i < 64; i++) {
    const [diagnosis, sex, scanner] = [
      i & 1 ? 'patient' : 'control',
      i & 2 ? 'M' : 'F',
      i & 4 ? 'Skyra' : 'Aera',
    ];
    people.push(`sub-${i}\t${diagnosis}\t${sex}\t${40 + i}\t${scanner}`);
    writeFiles(root, { [`study/sub-${i}/anat/sub-${i}_T1w.nii.gz`]: { shape: [6, 5, 4] } });
  }
  writeFiles(root, { 'study/participants.tsv': people.join('\n') });
  const { default: input } = await load(examplesOf(join(docs, 'own-data.md'))[0]!);
  const config = resolveConfig(input);
  const dataset = await open(config.dataset.name, root, config.dataset.options);
  expect(inspectionOf(dataset)).toMatchObject({ problems: [] });
  const { splits, report } = prepareData(dataset, config.data, 0);
  expect(report.images).toEqual({ total: 64, eligible: 64 });
  expect(report.sets.find((set) => set.name === 'balanced')!.emptyCells).toBe(0);
  expect(await dataset.image(splits.train.rows[0]!)).toHaveLength(56 * 64 * 56);
});
