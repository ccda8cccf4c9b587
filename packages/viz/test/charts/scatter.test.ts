import { expect, test } from 'vitest';
import { scatterChart, svgFile } from '../../src/index.ts';
import { all, parse } from '../xml.ts';

const axes = { xLabel: 'true age', yLabel: 'predicted' };

test('scatter: every finite point is drawn, and the line of equality goes through equal values', () => {
  const chart = scatterChart({
    title: 'erm',
    points: [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
      { x: Number.NaN, y: 3 },
    ],
    reference: 'equal',
    ...axes,
  });
  const paths = all(parse(svgFile(chart)), 'path');
  const [cloud] = paths.filter(({ attributes }) => attributes['stroke-linecap'] === 'round');
  const points = [...cloud!.attributes.d!.matchAll(/M([\d.]+) ([\d.]+)h0/g)].map(([, x, y]) => `${x} ${y}`);
  expect(points).toHaveLength(2);
  const [rule] = paths.filter(({ attributes }) => attributes.class === 'rule');
  expect(rule!.attributes.d).toBe(`M${points[0]}L${points[1]}`);
  expect(chart.description).toBe('2 points; mean of true age 5.00, of predicted 5.00.');
});

test('scatter: nothing finite is said to be nothing', () => {
  const chart = scatterChart({ title: 'erm', points: [{ x: Number.NaN, y: 1 }], ...axes });
  expect(chart.description).toBe('No finite values.');
  parse(svgFile(chart));
});
