import { expect, test } from 'vitest';
import { inline, lineChart } from '../../src/index.ts';
import { strokeOf } from '../../src/svg/strokes.ts';
import { all, parse } from '../xml.ts';

const lines = (d: string) => d.slice(1).split(' ').map(Number);

test('a straight line is straight on the page, and on a logarithmic axis an exponential is', () => {
  const xs = [0, 1, 2, 3];
  for (const [log, f] of [
    [false, (x: number) => 2 * x + 1],
    [true, (x: number) => 10 ** -x],
  ] as const) {
    const chart = lineChart({
      title: 't',
      log,
      lines: [{ name: 'a', points: xs.map((x) => ({ x, y: f(x) })) }],
    });
    const path = all(parse(inline(chart).text), 'path').find(
      ({ attributes }) => attributes.class === 'l-s0',
    )!;
    const pairs = lines(path.attributes.d!);
    const steps = [1, 2, 3].map((i) => pairs[2 * i + 1]! - pairs[2 * i - 1]!);
    for (const step of steps) expect(Math.abs(step - steps[0]!)).toBeLessThanOrEqual(0.2);
  }
});

test('values that are not finite are left out; a chart without any says so', () => {
  const chart = lineChart({ title: 't', lines: [{ name: 'a', points: [{ x: 0, y: Number.NaN }] }] });
  expect(inline(chart).text).toContain('no finite values');
  const some = lineChart({
    title: 't',
    lines: [
      {
        name: 'a',
        points: [
          { x: 0, y: Number.NaN },
          { x: 1, y: 2 },
        ],
      },
    ],
  });
  expect(inline(some).text).not.toMatch(/NaN|Infinity/);
});

test('what leaves the frame is said to', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 1, y: 9 },
  ];
  const draw = (top: number) =>
    inline(lineChart({ title: 't', domain: [0, top], lines: [{ name: 'a', points }] })).text;
  expect(draw(1)).toContain('leaves the frame');
  expect(draw(9)).not.toContain('leaves the frame');
});

test('no two of 32 series look alike', () => {
  const looks = Array.from({ length: 32 }, (_, i) => JSON.stringify(strokeOf(i)));
  expect(new Set(looks).size).toBe(32);
});
