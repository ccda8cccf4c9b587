import type { MetricLine } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { curve, families, linesOf, membersOf } from '../src/curves.ts';

const line = (seed: number, step: number, values: Record<string, number>): MetricLine => ({
  method: 'm',
  seed,
  step,
  kind: 'train',
  values,
});

test('a curve is the mean over seeds with their range, without what is not finite', () => {
  const metrics = [
    line(0, 20, { 'mi.age': 0.4 }),
    line(1, 20, { 'mi.age': 0.2 }),
    line(0, 40, { 'mi.age': Number.NaN }),
    line(1, 40, { 'mi.age': 0.1 }),
    { ...line(0, 20, { 'mi.age': 9 }), method: 'other' },
  ];
  expect(curve(metrics, 'm', 'mi.age')).toEqual([
    { x: 20, y: expect.closeTo(0.3), low: 0.2, high: 0.4 },
    { x: 40, y: 0.1, low: 0.1, high: 0.1 },
  ]);
});

test('long curves are thinned by averaging neighbours, which keeps their mean', () => {
  const metrics = Array.from({ length: 1000 }, (_, i) => line(0, i, { loss: i % 7 }));
  const thinned = curve(metrics, 'm', 'loss', 100);
  expect(thinned).toHaveLength(100);
  const mean = thinned.reduce((sum, point) => sum + point.y, 0) / thinned.length;
  expect(mean).toBeCloseTo(metrics.reduce((sum, { values }) => sum + values.loss!, 0) / 1000, 10);
});

test('families come in reading order and members in the order of the task', () => {
  const metrics = [
    line(0, 1, {
      'probe.sex': 1,
      other: 1,
      'mi.sex': 1,
      'mi.age': 1,
      'loss.y': 1,
      'mi.new': 1,
      'loss.mi': 1,
    }),
  ];
  expect(families(metrics)).toEqual(['loss', 'mi', 'probe', 'penalty', 'other']);
  const continuous = (name: string) => ({ name, kind: 'continuous' as const, mean: 0, sd: 1 });
  const task = {
    y: { name: 'effusion', kind: 'categorical' as const, classes: 2, labels: ['no', 'yes'] },
    z: [continuous('age'), continuous('sex')],
  };
  expect(membersOf(metrics, 'mi', task)).toEqual(['age', 'sex', 'new']);
});

test('the MI term is found under its logged name though it has a panel of its own', () => {
  const metrics = [
    line(0, 1, { 'loss.y': 0.7, 'loss.mi': -3 }),
    line(0, 2, { 'loss.y': 0.6, 'loss.mi': -2 }),
  ];
  expect(membersOf(metrics, 'loss')).toEqual(['y']);
  expect(
    linesOf(metrics, 'm', 'penalty', membersOf(metrics, 'penalty'))[0]?.points.map(({ y }) => y),
  ).toEqual([-3, -2]);
});
