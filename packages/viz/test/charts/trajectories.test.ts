import { expect, test } from 'vitest';
import { attentionChart, lossScaleChart, prevalenceChart, svgFile } from '../../src/index.ts';
import { syntheticRecord } from '../record.ts';
import { all, parse } from '../xml.ts';

const { metrics } = syntheticRecord({ confounders: 3, images: 16, updates: 400 });
const texts = (file: string) => all(parse(file), 'text').map(({ text }) => text);

test('attention: a line for each confounder, and 1/N to compare with', () => {
  const file = svgFile(attentionChart({ metrics, method: 'mimm-x' }));
  expect(texts(file)).toEqual(expect.arrayContaining(['thickness', 'rotation', 'intensity', 'uniform']));
});

test('loss scales: a line for each term', () => {
  const file = svgFile(lossScaleChart({ metrics, method: 'mimm-x' }));
  expect(texts(file)).toEqual(expect.arrayContaining(['mi']));
});

test('a method that logs no such metric gives an empty chart, not a wrong one', () => {
  for (const chart of [attentionChart, lossScaleChart]) {
    expect(svgFile(chart({ metrics, method: 'erm' }))).toContain('no finite values');
  }
});

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
