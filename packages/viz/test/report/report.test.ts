import { describe, expect, test } from 'vitest';
import { type ReportInput, report } from '../../src/index.ts';
import { syntheticRecord } from '../record/index.ts';
import { all, byId, parse } from '../xml.ts';

const fast = { embedding: { kind: 'pca' } } as const;
const small = { images: 64, updates: 400 };
const render = async (input: ReportInput) => parse(await report(input, fast));

describe('a run of five methods, two confounders and three seeds', async () => {
  const input = syntheticRecord(small);
  const text = await report(input, fast);
  const root = parse(text);

  test('has its sections in the order in which they are read', () => {
    const sections = [...all(root, 'section'), ...all(root, 'footer')].map(({ attributes }) => attributes.id);
    expect(sections).toEqual([
      'answer',
      'results',
      'shifts',
      'groups',
      'predictions',
      'leakage',
      'features',
      'training',
      'data',
      'notes',
      'setup',
      'licence',
    ]);
    expect(all(root, 'h1').map((heading) => heading.text)).toEqual(['digits-demo']);
  });

  test('shows every method, shift and confounder where they belong', () => {
    const results = all(byId(root, 'results')!, 'table')[0]!;
    expect(all(results, 'th').map((cell) => cell.text.trim())).toEqual([
      'Method',
      'In-distribution',
      'Inverted',
      'Balanced',
      'Worst group, balanced',
      'Best probe: thickness',
      'Best probe: rotation',
      'erm fy: 1 wide, standardised',
      'multi-task fy: 1 wide, standardised',
      'group-balanced fy: 1 wide, standardised',
      'mimm-x fy: 1 wide, standardised',
      'oracle trained on balanced data fy: 1 wide, standardised',
    ]);
    const panels = (id: string) =>
      all(byId(root, id)!, 'svg').filter(({ attributes }) => attributes.role === 'img').length;
    expect(panels('shifts')).toBe(3 + 1);
    expect(panels('leakage')).toBe(2 + 1);
    expect(panels('features')).toBe(5 * 3);
    expect(panels('data')).toBe(4);
    // Losses, accuracies and probes of five methods; MI, its term, estimators, weights, scale, effective size of mimm-x alone.
    expect(panels('training')).toBe(3 * 5 + 6);
  });

  test('the heat map has the numbers of the record, the rarest groups last', () => {
    const heat = all(byId(root, 'groups')!, 'tbody')[0]!;
    const rows = all(heat, 'tr');
    expect(rows).toHaveLength(8);
    const last = all(rows.at(-1)!, 'td').map((cell) => cell.text);
    const label = all(rows.at(-1)!, 'th')[0]!.text;
    const [digit, thickness, rotation] = label.split(' · ');
    const name = `y = ${digit}, thickness = ${thickness}, rotation = ${rotation}`;
    const group = input.summary.methods.erm!.rows.find(
      ({ set, group }) => set === 'balanced' && group === name,
    );
    expect(last[0]).toBe('27');
    expect(last[1]).toMatch(new RegExp(`^${(group!.value! * 100).toFixed(1)} ±`));
  });

  test('numbers of several seeds never stand alone', () => {
    const cells = all(all(byId(root, 'results')!, 'table')[0]!, 'td').slice(0, 4);
    for (const cell of cells) expect(cell.text).toMatch(/^\d+\.\d \d+\.\d–\d+\.\d ±/);
  });

  test('asks for nothing outside itself and runs nothing', () => {
    expect(text).not.toMatch(/<(script|link|iframe|object|embed|img|base|form)\b/i);
    expect(text).not.toMatch(/\b(src|href|action|data|poster|background)=/i);
    expect(text).not.toMatch(/@import|url\(|\bon[a-z]+="/i);
    expect(text).not.toMatch(/https?:/);
    expect(text).toContain("default-src 'none'");
  });

  test('every picture has words, every table has headings, and every heading level has its parent', () => {
    for (const picture of all(root, 'svg')) {
      expect(
        picture.attributes.role === 'img'
          ? picture.attributes['aria-label']
          : picture.attributes['aria-hidden'],
      ).toBeTruthy();
    }
    for (const table of all(root, 'table')) {
      const heads = all(table, 'th');
      expect(heads.length).toBeGreaterThan(0);
      for (const head of heads) expect(head.attributes.scope).toMatch(/^(col|row|colgroup|rowgroup)$/);
    }
    expect(all(root, 'html')[0]!.attributes.lang).toBe('en');
  });

  test('holds no number that is not one', () => {
    expect(text).not.toMatch(/\bNaN\b|\bInfinity\b|\bundefined\b|\[object/);
  });

  test('the same input gives the same bytes, with t-SNE too', async () => {
    expect(await report(input, fast)).toBe(text);
    const tsne = { embedding: { points: 40, iterations: 60 } };
    expect(await report(input, tsne)).toBe(await report(syntheticRecord(small), tsne));
  });

  test('stays small', () => {
    expect(text.length).toBeLessThan(1e6);
  });
});

test('text from data and config is text, wherever it stands', async () => {
  const script = '<script>alert(1)</script>';
  const image = `"'><img src=x onerror=alert(1)>`;
  const clean = JSON.stringify(
    syntheticRecord({ ...small, methods: ['erm', 'mimm-x'], images: 16 }),
    (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value),
  );
  const soiled = clean
    .replaceAll('thickness', `thick${script.replaceAll('"', '\\"')}`)
    .replaceAll('"thin"', JSON.stringify(image))
    .replaceAll('≥ 5', `${script}`)
    .replaceAll('"erm"', JSON.stringify(`erm${image}`))
    .replaceAll('"digits-demo"', JSON.stringify(`demo${image}${script}`))
    .replaceAll('CC BY-SA 3.0', script)
    .replaceAll('linux x64', script)
    .replaceAll('2 cells of', `${script} of`)
    .replaceAll('"group-balanced"', JSON.stringify(script))
    .replaceAll('2025-11-21', script);
  const input = JSON.parse(soiled) as ReportInput;
  const text = await report(
    {
      ...input,
      features: input.features.map((block) => ({ ...block, values: Float32Array.from(block.values) })),
    },
    fast,
  );
  expect(text).not.toMatch(/<script|<img/i);
  const root = parse(text);
  expect([...all(root, 'script'), ...all(root, 'img')]).toEqual([]);
  const names = new Set<string>();
  const collect = (element: typeof root) => {
    for (const name of Object.keys(element.attributes)) names.add(name);
    element.children.forEach(collect);
  };
  collect(root);
  expect([...names].filter((name) => name.startsWith('on') || name === 'src')).toEqual([]);
  expect(root.text).toContain(script);
  expect(root.text).toContain(image);
});

describe('other runs', () => {
  test('eight confounders', async () => {
    const root = await render(syntheticRecord({ ...small, confounders: 8, seeds: [0] }));
    expect(
      all(byId(root, 'features')!, 'svg').filter(({ attributes }) => attributes.role === 'img'),
    ).toHaveLength(5 * 9);
    expect(byId(root, 'groups')!.text).toContain('All 512 groups');
    expect(byId(root, 'answer')!.text).toContain('of 8 confounders');
  });

  test('one method, one seed', async () => {
    const root = await render(syntheticRecord({ ...small, methods: ['mimm-x'], seeds: [3] }));
    expect(byId(root, 'answer')!.text).toContain('no competitor');
    expect(byId(root, 'answer')!.text).toContain('One seed only');
    expect(byId(root, 'results')!.text).not.toContain('±');
  });

  test('no switched heads, no watch lines, no predictions, no notes, no features', async () => {
    const root = await render({ ...syntheticRecord({ ...small, bare: true }), features: [] });
    expect(byId(root, 'leakage')!.text).not.toContain('switched');
    expect(byId(root, 'training')!.text).not.toContain('Fresh probes');
    expect(byId(root, 'features')).toBeUndefined();
    expect(byId(root, 'notes')!.text).toContain('Nothing went otherwise');
  });

  test('a continuous confounder', async () => {
    const input = syntheticRecord(small);
    const age = { name: 'thickness', kind: 'continuous' as const, mean: 3, sd: 1, unit: 'px' };
    const summary = { ...input.summary, task: { ...input.summary.task, z: [age, input.summary.task.z[1]!] } };
    const root = await render({ ...input, summary });
    expect(byId(root, 'leakage')!.text).toContain('variance explained');
    expect(byId(root, 'answer')!.text).toContain('of its variance');
  });

  test('a continuous confounder in bins has cells and groups by them', async () => {
    const input = syntheticRecord(small);
    const [first, ...others] = input.summary.task.z;
    if (first?.kind !== 'categorical') throw new Error('classes');
    const bins = { edges: [3], labels: first.labels };
    const number = { name: first.name, kind: 'continuous' as const, mean: 3, sd: 1, unit: 'px', bins };
    const summary = { ...input.summary, task: { ...input.summary.task, z: [number, ...others] } };
    const [root, before] = [await render({ ...input, summary }), await render(input)];
    expect(byId(root, 'groups')!.text).toBe(byId(before, 'groups')!.text);
    expect(byId(root, 'data')!.text).toContain(
      `${first.name} in px (a number; its cells are ${first.labels.join(' / ')})`,
    );
    expect(byId(root, 'leakage')!.text).toContain('variance explained');
  });

  test('metrics that are not finite, and nulls where JSON had NaN', async () => {
    const input = syntheticRecord(small);
    const metrics = input.metrics.map((line) => ({
      ...line,
      values:
        line.method === 'erm'
          ? Object.fromEntries(Object.keys(line.values).map((key) => [key, Number.NaN]))
          : line.values,
    }));
    const summary = JSON.parse(JSON.stringify(input.summary), function (key, value) {
      return this === undefined || !['value', 'low', 'high', 'correlation'].includes(key) ? value : null;
    });
    const text = await report({ ...input, metrics, summary }, fast);
    expect(text).not.toMatch(/\bNaN\b|\bnull\b/);
    expect(byId(parse(text), 'answer')!.text).toContain('there is no answer');
  });

  test('a level of 90 % in the config is the level in the text', async () => {
    const root = await render({ ...syntheticRecord(small), config: { evaluation: { level: 0.9 } } });
    expect(byId(root, 'results')!.text).toContain('90\u202f% interval');
    expect(root.text).not.toContain('95\u202f% interval');
  });
});
