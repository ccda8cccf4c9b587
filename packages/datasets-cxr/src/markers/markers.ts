import type { Assignment, CategoricalFactor } from '@mimmx/core';
import type { Canvas } from './canvas.ts';
import { drawDevice } from './device.ts';
import { writeText } from './glyphs.ts';
import { drawNotch } from './notch.ts';

/** Synthetic markers that can be put on any radiograph. */
export type MarkerName = 'notch' | 'text' | 'device';

interface Marker {
  readonly labels: readonly [without: string, withIt: string];
  /** Draws on values from 0 (black) to 1 (white). */
  draw(canvas: Canvas): void;
}

const MARKERS: Readonly<Record<MarkerName, Marker>> = {
  notch: { labels: ['all frequencies', 'notched'], draw: drawNotch },
  text: {
    labels: ['no text', 'text'],
    draw: (canvas) => writeText(canvas, 'PTA', 0.78, 0.05, Math.max(1, Math.round(canvas.height / 64)), 0.95),
  },
  device: { labels: ['no device', 'device'], draw: drawDevice },
};

/** Markers as settable factors. */
export interface Markers {
  readonly factors: readonly CategoricalFactor[];
  /** Draws those that are assigned code 1, in place. Others stay away. */
  draw(pixels: Float32Array, assigned: Assignment): void;
}

/**
 * @param shape [height, width, 1]
 * @example
 * createMarkers(['text'], [64, 64, 1]).draw(pixels, { text: 1 });
 */
export function createMarkers(names: readonly MarkerName[], shape: readonly number[]): Markers {
  const [height = 1, width = 1] = shape;
  return {
    factors: names.map((name) => ({ name, kind: 'categorical', classes: 2, labels: MARKERS[name].labels })),
    draw(pixels, assigned) {
      for (const name of names) if (assigned[name] === 1) MARKERS[name].draw({ width, height, pixels });
    },
  };
}
