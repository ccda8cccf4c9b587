import { expect, test } from 'vitest';
import { dotChart, inline } from '../../src/index.ts';
import { all, parse } from '../xml.ts';

const draw = (values: readonly (number | null)[]) =>
  parse(
    inline(
      dotChart({
        title: 'Inverted',
        unit: 'fraction',
        domain: [0, 1],
        reference: { value: 0.5, label: 'guessing' },
        rows: values.map((value, i) => ({
          label: `method ${i}`,
          dots: [
            { value, low: value === null ? null : value - 0.1, high: value === null ? null : value + 0.1 },
          ],
        })),
      }),
    ).text,
  );

/** Horizontal position of a mark: the first number of its path. */
const position = (d: string) => Number(/^M([\d.-]+)/.exec(d)![1]);

test('equal steps in value are equal steps on the page, and the interval surrounds its dot', () => {
  const chart = draw([0.2, 0.4, 0.6, 0.8]);
  const dots = all(chart, 'path').filter(({ children }) => children.some(({ name }) => name === 'title'));
  const x = dots.map(({ attributes }) => position(attributes.d!));
  expect(x[1]! - x[0]!).toBeCloseTo(x[2]! - x[1]!, 0);
  const whiskers = all(chart, 'path').filter(({ attributes }) => attributes['stroke-width'] === '1.6');
  for (const [i, { attributes }] of whiskers.entries()) {
    const [from, to] = /M([\d.]+) [\d.]+H([\d.]+)/.exec(attributes.d!)!.slice(1).map(Number);
    expect((from! + to!) / 2).toBeCloseTo(x[i]!, 0);
  }
  const rule = all(chart, 'path').find(({ attributes }) => attributes.class === 'rule');
  expect(position(rule!.attributes.d!)).toBeCloseTo((x[1]! + x[2]!) / 2, 0);
});

test('a value that is missing is said to be missing', () => {
  const chart = draw([0.5, null]);
  expect(all(chart, 'text').map(({ text }) => text)).toContain('no value');
  expect(chart.attributes['aria-label']).toContain('method 1: no value');
  expect(inline(dotChart({ title: 't', unit: 'number', rows: [] })).text).not.toMatch(/NaN|Infinity/);
});

test('several dots of a row have lanes of their own', () => {
  const chart = dotChart({
    title: 'leakage',
    unit: 'fraction',
    rows: [
      {
        label: 'erm',
        dots: [{ value: 0.9 }, { value: 0.9, shape: 'square' }, { value: 0.9, shape: 'cross' }],
      },
    ],
  });
  const y = all(parse(inline(chart).text), 'path')
    .filter(({ children }) => children.length > 0)
    .map(({ attributes }) => Number(/^M[\d.]+ ([\d.]+)/.exec(attributes.d!)![1]));
  expect(new Set(y).size).toBe(3);
});
