import type { Maybe } from '../numbers.ts';
import { known } from '../numbers.ts';
import type { Chart } from '../svg/chart.ts';
import { lineChart } from './lines.ts';

/** Results of one method over the strength of the spurious correlation. */
export interface PrevalenceSeries {
  readonly name: string;
  readonly points: readonly {
    /** P(z = y) in training, 0 to 1. */
    readonly prevalence: number;
    /** Accuracy or another fraction. */
    readonly value: Maybe;
    readonly low?: Maybe;
    readonly high?: Maybe;
  }[];
}

export interface PrevalenceInput {
  readonly title?: string;
  readonly series: readonly PrevalenceSeries[];
  /** What is measured, for the axis. */
  readonly measure?: string;
  /** Accuracy by guessing, drawn as a reference. */
  readonly chance?: number;
  readonly width?: number;
  readonly height?: number;
}

/** Accuracy over the strength of the spurious correlation, one line per method with its interval as a band. */
export function prevalenceChart(input: PrevalenceInput): Chart {
  const { title = 'Accuracy by strength of the correlation', width = 460, height = 280 } = input;
  const lines = input.series.map((series) => ({
    name: series.name,
    points: series.points
      .filter((p) => known(p.value))
      .map((p) => ({
        x: p.prevalence * 100,
        y: p.value as number,
        ...(known(p.low) && known(p.high) && { low: p.low, high: p.high }),
      }))
      .sort((a, b) => a.x - b.x),
  }));
  const ends = lines.flatMap((line) => line.points.map((p) => p.x));
  const chance = input.chance !== undefined &&
    ends.length > 0 && {
      name: 'chance',
      reference: true,
      points: [Math.min(...ends), Math.max(...ends)].map((x) => ({ x, y: input.chance as number })),
    };
  return lineChart({
    title,
    lines: chance ? [...lines, chance] : lines,
    yLabel: `${input.measure ?? 'accuracy on the inverted test'}, %`,
    xLabel: 'training images in which z goes with y, %',
    fraction: true,
    marks: true,
    width,
    height,
  });
}
