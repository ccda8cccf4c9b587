import { expect, test } from 'vitest';
import { count, duration, figures, interval, mean, percent, percentage, points } from '../src/numbers.ts';

test('percentages have one decimal, and what is missing is a dash', () => {
  expect(percent(0.8434)).toBe('84.3\u202f%');
  expect(percentage(1)).toBe('100.0');
  expect(percentage(-0.05)).toBe('\u22125.0');
  for (const missing of [Number.NaN, Number.POSITIVE_INFINITY, null, undefined])
    expect(percent(missing)).toBe('–');
});

test('intervals need both ends', () => {
  expect(interval([0.829, 0.8561])).toBe('82.9–85.6');
  expect(interval([0.829, null])).toBe('');
  expect(interval(undefined)).toBe('');
});

test('differences, counts and durations', () => {
  expect(points(0.1524)).toBe('15.2 points');
  expect(count(1234567)).toBe('1\u202f234\u202f567');
  expect([8.25, 48, 192, 9000].map(duration)).toEqual([
    '8.3\u202fs',
    '48\u202fs',
    '3.2\u202fmin',
    '2.5\u202fh',
  ]);
});

test('the mean leaves out what is not finite', () => {
  expect(mean([1, null, 3, Number.NaN])).toBe(2);
});

test('three figures, as far as they stand behind the point', () => {
  expect([0.0412, 0.4123, 4.123, 41.23, 412.3, -2, 9.999, null].map(figures)).toEqual([
    '0.041',
    '0.412',
    '4.12',
    '41.2',
    '412',
    '\u22122.00',
    '10.0',
    '–',
  ]);
});
