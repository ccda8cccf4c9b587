import { expect, test } from 'vitest';
import { biasVarianceCharts, staircaseCharts, svgFile } from '../../src/index.ts';
import { all, parse } from '../xml.ts';

const truth = [2, 4, 6].map((mi, i) => ({ step: i * 100, mi }));
const exact = Array.from({ length: 300 }, (_, step) => ({
  step,
  estimate: truth[Math.floor(step / 100)]!.mi,
}));

test('an exact estimate lies on the stairs of the truth', () => {
  const [chart] = staircaseCharts({ series: [{ estimator: 'exact', bound: 'lower', curve: exact }], truth });
  expect(chart!.title).toBe('exact (lower bound)');
  const paths = all(parse(svgFile(chart!)), 'path');
  const corner = (role: string) => {
    const d = paths.find(({ attributes }) => attributes.class === role)!.attributes.d!;
    const numbers = d.slice(1).split(' ').map(Number);
    return new Set(numbers.filter((_, i) => i % 2 === 1));
  };
  expect(corner('l-s0')).toEqual(corner('l-muted'));
});

test('an estimator that runs away does not flatten the others', () => {
  const wild = exact.map(({ step }) => ({ step, estimate: 1e6 }));
  const charts = staircaseCharts({
    series: [
      { estimator: 'exact', curve: exact },
      { estimator: 'wild', curve: wild },
    ],
    truth,
  });
  const [tame, away] = charts.map((chart) => chart.body.text);
  expect(tame).not.toContain('leaves the frame');
  expect(away).toContain('leaves the frame');
});

test('bias and spread: one panel per task, one row per estimator, one axis', () => {
  const rows = ['gaussian', 'independent'].flatMap((task) =>
    ['ksg', 'mine'].map((estimator, i) => ({
      estimator,
      task,
      truth: 1,
      bias: 0.1 * i,
      sd: 0.02,
      mean: 1,
      seeds: 20,
    })),
  );
  const charts = biasVarianceCharts({ rows });
  expect(charts.map(({ title }) => title)).toEqual(['gaussian', 'independent']);
  expect(charts[0]!.body.text).toBe(charts[1]!.body.text.replace('independent', 'gaussian'));
  expect(charts[0]!.description).toContain('mine: 0.100 (0.080 to 0.120)');
  parse(svgFile(charts));
});
