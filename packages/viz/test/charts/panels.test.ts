import { expect, test } from 'vitest';
import { cellChart, embeddingChart, inline, pointStyles, shareChart, tileChart } from '../../src/index.ts';
import { all, parse } from '../xml.ts';

test('bars are as long as their counts say', () => {
  const cells = [100, 50, 0].map((count, i) => ({ label: `cell ${i}`, count, series: i }));
  const widths = all(parse(inline(cellChart({ title: 't', cells })).text), 'rect').map(({ attributes }) =>
    Number(attributes.width),
  );
  expect(widths[1]! / widths[0]!).toBeCloseTo(0.5, 2);
  expect(widths[2]).toBe(0);
});

test('shares of a bar fill it', () => {
  const bars = [
    {
      label: 'thickness',
      parts: [
        { label: 'thin', count: 9 },
        { label: 'thick', count: 1 },
      ],
    },
  ];
  const [thin, thick] = all(parse(inline(shareChart({ title: 't', bars })).text), 'rect');
  const width = (element: typeof thin) => Number(element!.attributes.width) + 1.5;
  expect(width(thin) / width(thick)).toBeCloseTo(9, 1);
});

test('every group has a tile, as strong as its mistakes are many', () => {
  const tiles = [0.9, 0.2, Number.NaN].map((accuracy, i) => ({ label: `g${i}`, accuracy }));
  const drawn = all(parse(inline(tileChart({ title: 't', tiles, columns: 2 })).text), 'rect');
  expect(drawn.map(({ attributes }) => attributes['fill-opacity'])).toEqual(['0.1', '0.8', '0']);
});

test('each class is one path with a shape of its own, and no point is lost', () => {
  const factor = { name: 'site', kind: 'categorical' as const, classes: 3, labels: ['A', 'B', 'C'] };
  const n = 300;
  const at = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
  const values = Int32Array.from({ length: n }, (_, i) => i % 3);
  const root = parse(inline(embeddingChart({ title: 't', x: at, y: at, factor, values })).text);
  const paths = all(root, 'path');
  expect(paths).toHaveLength(3);
  expect(new Set(pointStyles(factor).map(({ shape }) => shape)).size).toBe(3);
  for (const { attributes } of paths) expect(attributes.d!.match(/M/g)).toHaveLength(n / 3);
  expect(root.attributes['aria-label']).toContain('A: 100 points');
});

test('a continuous confounder is drawn in bands around its mean', () => {
  const age = { name: 'age', kind: 'continuous' as const, mean: 60, sd: 10, unit: 'years' };
  expect(pointStyles(age).map(({ label }) => label)).toEqual([
    '< 51.6 years',
    '≥ 51.6 years',
    '≥ 57.5 years',
    '≥ 62.5 years',
    '≥ 68.4 years',
  ]);
  const values = Float32Array.from([-2, -0.5, 0, 0.5, 2]);
  const at = Float64Array.from([0, 1, 2, 3, 4]);
  const { description } = embeddingChart({ title: 't', x: at, y: at, factor: age, values });
  for (const { label } of pointStyles(age)) expect(description).toContain(`${label}: 1 points`);
});
