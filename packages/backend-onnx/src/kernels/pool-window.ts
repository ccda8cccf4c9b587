import * as tf from '@mimmx/core/tf';
import { pad, type Value } from '../graph/index.ts';
import { attributesOf, trimmed, type Window, window2d, window3d } from './window.ts';

export interface PoolAttributes {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NDHWC' | 'NCDHW';
}

export const geometry = (shape: readonly number[], a: PoolAttributes): Window =>
  shape.length === 4
    ? window2d(
        tf.backend_util.computePool2DInfo(
          [...shape] as [number, number, number, number],
          a.filterSize as [number, number],
          a.strides as [number, number],
          1,
          a.pad,
          a.dimRoundingMode,
        ),
      )
    : window3d(
        tf.backend_util.computePool3DInfo(
          [...shape] as [number, number, number, number, number],
          a.filterSize as [number, number, number],
          a.strides as [number, number, number],
          1,
          a.pad,
          a.dimRoundingMode,
          a.dataFormat,
        ),
      );

export const attributes = (w: Window) => attributesOf(trimmed(w));

export const outputShape = (x: Value, w: Window): number[] => [
  x.shape[0] as number,
  x.shape[1] as number,
  ...w.output,
];

/** ONNX Runtime wants padding smaller than the kernel; more than that is put around the input itself. */
export const widelyPadded = (w: Window): boolean => {
  const { before, after } = trimmed(w);
  return w.size.some((n, i) => before[i]! >= n || after[i]! >= n);
};

export const padWidely = (source: Value, w: Window, fill: number): readonly [Value, Window] => {
  if (!widelyPadded(w)) return [source, w];
  const { before, after } = trimmed(w);
  const padded = pad(source, [[0, 0], [0, 0], ...before.map((n, i) => [n, after[i]!] as const)], fill);
  const none = w.size.map(() => 0);
  return [padded, { ...w, before: none, after: none, input: padded.shape.slice(2) }];
};

/** TensorFlow.js gives the input back where a window is one element and no element is left out, whatever the padding. */
export const trivial = (w: Window): boolean =>
  w.size.every((n) => n === 1) && w.input.every((n, i) => n === w.output[i]);

/** Whether every element of the input belongs to one window at most. */
export const disjoint = (w: Window): boolean => w.size.every((n, i) => n <= w.strides[i]!);
