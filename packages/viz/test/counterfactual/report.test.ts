import { expect, test } from 'vitest';
import {
  type GeneratorReportInput,
  generatorReport,
  graphChart,
  heatChart,
  inline,
} from '../../src/index.ts';
import { all, parse } from '../xml.ts';

const cell = (set: string, factor: string, group: string, value: number, probe = 'own') => ({
  set,
  measure: 'amplification',
  factor,
  probe,
  group,
  value,
  low: value - 2,
  high: value + 2,
  count: 100,
  note: 'points of AUC',
});
const rows = (off: number) =>
  ['own', 'pca-logistic'].flatMap((probe) => [
    cell('do(sex)', 'sex', 'target', -3, probe),
    cell('do(sex)', 'finding', 'off-target', off, probe),
    cell('do(finding)', 'sex', 'off-target', 0.4, probe),
    cell('do(finding)', 'finding', 'target', 5, probe),
    cell('do(sex)', 'sex', 'null', 0, probe),
  ]);
const lines = (names: Record<string, number>) =>
  [10, 20].map((step) => ({ step, kind: 'train' as const, values: names }));
const input: GeneratorReportInput = {
  name: 'chest <x>',
  question: '',
  nodes: [
    { name: 'age', parents: [], note: 'years' },
    { name: 'sex', parents: [], note: 'F, M' },
    { name: 'finding', parents: ['age'], note: 'no, yes' },
  ],
  facts: ['image model vae'],
  model: {
    name: 'vae',
    lines: lines({ nll: 1.7, 'kl.z': 12 }),
    rows: [
      {
        set: 'train',
        measure: 'nelbo',
        value: 1.71,
        low: null,
        high: null,
        count: 9,
        note: 'nats per pixel',
      },
    ],
    notes: ['Level "z" carries less than 0.01 nat of the image: it has collapsed.'],
  },
  tunings: [
    { name: 'none', rows: rows(0.1), lines: [], notes: [] },
    {
      name: 'hard',
      rows: rows(14.2),
      lines: lines({ nelbo: 1.69, multiplier: 0.2, weight: 0.1 }),
      limit: 1.72,
      notes: [],
    },
  ],
  sheets: [{ title: 'After hard tuning', caption: 'Two rows.', png: 'iVBORw0KGgo=' }],
  tested: 100,
};

test('the report is well-formed, shows every part, and loads nothing', () => {
  const text = generatorReport(input);
  expect(generatorReport(input)).toBe(text);
  const page = parse(text.replace('<!DOCTYPE html>', ''));
  expect(all(page, 'section').map(({ attributes }) => attributes.id)).toEqual([
    'sheets',
    'amplification',
    'graph',
    'training',
    'measures',
    'notes',
  ]);
  expect(all(page, 'script')).toEqual([]);
  expect(all(page, 'img')[0]!.attributes.src).toBe('data:image/png;base64,iVBORw0KGgo=');
  expect(text).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  expect(page.text).toContain('+14.2');
  expect(page.text).toContain('it has collapsed');
  expect(page.text).toContain('It is not a truth about a person');
  expect(page.text).toContain('chest <x>');
  // The multiplier, the bound with its limit, the model and its level.
  const titles = all(page, 'svg').map(({ attributes }) => attributes['aria-label'] ?? '');
  for (const wanted of [
    'Tuning: the multiplier',
    'Tuning: the bound',
    'The image model',
    'What each level carries',
  ])
    expect(titles.some((title) => title.startsWith(wanted))).toBe(true);
});

test('a heat map has a sign for every number, and one colour for each side of 0', () => {
  const chart = heatChart({
    title: 'hard',
    rows: ['do(a)'],
    columns: ['a', 'b', 'c'],
    cells: [[{ value: -12.34, framed: true }, { value: 25 }, { value: 0.02, certain: false }]],
  });
  const drawn = parse(inline(chart).text);
  const texts = all(drawn, 'text').map(({ text }) => text);
  expect(texts).toEqual(['hard', 'a', 'b', 'c', 'do(a)', '−12.3', '+25.0', '0.0']);
  const fills = all(drawn, 'rect').filter(({ attributes }) => attributes['fill-opacity'] !== undefined);
  expect(fills.map(({ attributes }) => attributes.class)).toEqual(['f-s5', 'f-alarm', 'f-alarm']);
  expect(fills.map(({ attributes }) => Number(attributes['fill-opacity']))).toEqual([0.27, 0.55, 0]);
  expect(all(drawn, 'rect').filter(({ attributes }) => attributes.class === 'l-ink')).toHaveLength(1);
  expect(chart.description).toBe('do(a): a −12.3, b +25.0, c 0.0');
});

test('a graph has its nodes below their parents, and an arrow for each edge', () => {
  const chart = graphChart({
    title: 'graph',
    nodes: [...input.nodes, { name: 'image', parents: ['age', 'sex', 'finding'], square: true }],
  });
  const drawn = parse(inline(chart).text);
  const height = Object.fromEntries(
    all(drawn, 'ellipse').map(({ attributes }, i) => [input.nodes[i]!.name, Number(attributes.cy)]),
  );
  expect(height.age).toBe(height.sex);
  expect(height.finding!).toBeGreaterThan(height.age!);
  expect(all(drawn, 'path').filter(({ attributes }) => attributes.class === 'f-muted')).toHaveLength(4);
  expect(chart.description).toBe(
    'age has no parent. sex has no parent. age → finding. age, sex, finding → image',
  );
});
