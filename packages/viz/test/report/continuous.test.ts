import type { Prediction } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { report } from '../../src/index.ts';
import { around } from '../record/rows.ts';
import { all, byId, parse } from '../xml.ts';
import { run } from './run.ts';

const age = {
  name: 'age',
  kind: 'continuous' as const,
  mean: 60,
  sd: 12,
  unit: 'years',
  bins: { edges: [60], labels: ['young', 'old'] },
};

/** A run that predicts an age: `mimm-x` is 2 years off, always too high. */
function ageRun() {
  const base = run(
    {
      erm: { inverted: 7.3, worst: 9.5, probe: 0.9 },
      'mimm-x': { inverted: 4.1, worst: 5.2, probe: 0.6 },
    },
    { y: age, paired: 0.5, margin: 0.4 },
  );
  const groups = ['thin', 'thick'].flatMap((thickness) =>
    ['upright', 'rotated'].map((rotation) => ({ thickness, rotation })),
  );
  const methods = Object.fromEntries(
    Object.entries(base.summary.methods).map(([name, result]) => [
      name,
      {
        ...result,
        rows: [
          ...result.rows,
          ...groups.map(({ thickness, rotation }, i) =>
            around(
              { set: 'balanced', measure: 'mae', group: `thickness = ${thickness}, rotation = ${rotation}` },
              i + 3,
              0.2,
            ),
          ),
        ],
      },
    ]),
  );
  const cells = groups.flatMap((group, i) =>
    age.bins.labels.map((label) => ({ labels: { age: label, ...group }, count: 10 * (i + 1) })),
  );
  const splits = base.summary.splits.map((split) => ({ ...split, cells }));
  const predictions = ['inverted', 'balanced'].flatMap((shift) =>
    ['erm', 'mimm-x'].flatMap((method) =>
      Array.from({ length: 30 }, (_, i): Prediction => {
        const about = { id: `${i}`, patient: `${i}`, shift, method, seed: 0, z: [] };
        return { ...about, y: `${40 + i}`, probabilities: [42 + i] };
      }),
    ),
  );
  return { ...base, predictions, summary: { ...base.summary, methods, splits } };
}

test('a y that is a number has errors, groups of confounders, and predicted against true', async () => {
  const text = await report(ageRun());
  const root = parse(text);
  expect(text).not.toMatch(/\bNaN\b|\bnull\b|\bundefined\b/);
  expect(byId(root, 'results')!.text).toContain('Mean absolute error for age');
  expect(byId(root, 'shifts')!.text).toContain('mean absolute error, years');
  expect(byId(root, 'shifts')!.text).not.toContain('guessing');

  const groups = byId(root, 'groups')!;
  const rows = all(all(groups, 'tbody')[0]!, 'tr').map((row) => all(row, 'td').map((cell) => cell.text));
  // Bins of age are one group: 2 · 40 training images in the most frequent; the error is the record's.
  expect(rows[0]).toEqual(['80', '6.00', '6.00']);
  expect(all(groups, 'tbody')[0]!.text).toContain('thick · rotated');

  const pictures = all(byId(root, 'predictions')!, 'svg').filter((one) => one.attributes.role === 'img');
  expect(pictures).toHaveLength(2 * 2 * 2);
  expect(pictures[2]!.attributes['aria-label']).toContain('of predicted − true, years 2.00');
  expect(byId(root, 'leakage')!.text).toContain('R² on the inverted test');
  expect(root.text).not.toMatch(/is right for|Accuracy/);
});
