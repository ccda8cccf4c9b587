import { expect, test } from 'vitest';
import { prevalenceChart, svgFile } from '../../src/index.ts';
import { parse } from '../xml.ts';

test('prevalence: points are put in order, missing ones left out', () => {
  const chart = prevalenceChart({
    chance: 0.5,
    series: [
      {
        name: 'erm',
        points: [
          { prevalence: 0.98, value: 0.4 },
          { prevalence: 0.7, value: 0.8, low: 0.78, high: 0.82 },
          { prevalence: 0.9, value: null },
        ],
      },
    ],
  });
  expect(chart.description).toContain('erm: from 80.0 % at 70 to 40.0 % at 98.');
  parse(svgFile(chart));
});
