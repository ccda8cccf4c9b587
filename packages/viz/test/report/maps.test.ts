import type { MapsRecord } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { report } from '../../src/index.ts';
import { syntheticRecord } from '../record/index.ts';
import { all, byId, parse } from '../xml.ts';

const record = syntheticRecord({ methods: ['erm', 'mimm-x', 'oracle'], seeds: [0], bare: true, images: 60 });
const { y, z } = record.summary.task;
const label = (factor: typeof y) => (factor.kind === 'categorical' ? factor.labels[0]! : '1');
const values = [0.4, 0, -0.2, 0];
const maps: MapsRecord = {
  format: 1,
  set: 'balanced',
  rows: 2,
  columns: 2,
  picture: 'image',
  images: [
    {
      labels: Object.fromEntries([y, ...z].map((factor) => [factor.name, label(factor)])),
      width: 1,
      height: 1,
      png: 'iVBORw0KGgo=',
    },
  ],
  methods: ['erm', 'mimm-x', 'oracle'].map((method) => ({
    method,
    seed: 0,
    maps: [y, ...z].map((factor, i) => ({
      image: 0,
      factor: factor.name,
      said: i === 0 ? 'another' : label(factor),
      probability: 0.9,
      values,
    })),
  })),
  notes: ['dann: E_NEED: it needs <more>'],
};

test('maps lie over each picture once, say what was said and by how much, and stay one file', async () => {
  const page = await report({ ...record, maps });
  const section = byId(parse(page), 'maps')!;
  expect(page.match(/iVBORw0KGgo=/g)).toHaveLength(1);
  expect(page).toContain('img-src data:');
  expect(page).not.toMatch(/(?:src|href)="(?!data:|#)/);
  expect(section.text).toContain('another 90.0\u202f%, wrong');
  expect(section.text).toContain('strongest 40.0 points');
  expect(section.text).toContain('Not mapped: dann: E_NEED: it needs <more>');
  const labels = all(section, 'svg').map(({ attributes }) => attributes['aria-label'] ?? '');
  expect(labels).toContain(
    `mimm-x, ${y.name}. Covering row 1 of 2, column 1 of 2 lowers it most, by 40.0 points.`,
  );
  expect(all(section, 'details')[0]!.text).toContain('Maps of oracle');
});

test('a report without maps shows no picture', async () => {
  const page = await report(record);
  expect(byId(parse(page), 'maps')).toBeUndefined();
  expect(page).not.toMatch(/data:image|img-src/);
});
