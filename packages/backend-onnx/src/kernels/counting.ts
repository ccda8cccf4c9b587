import type * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import {
  add,
  binary,
  cast,
  compare,
  constant,
  emit,
  expand,
  filled,
  reduce,
  reshape,
  scalar,
  slice,
  type Value,
  where,
} from '../graph/index.ts';
import { scatterAdd } from './select.ts';

/** Sums of weights by number, [size]; what is not below `size` is left out. */
const bincount = (x: Value, weights: Value, size: number): Value => {
  const counted = weights.size > 0 ? reshape(weights, [x.size]) : filled([x.size], weights.type, 1);
  const places = reshape(binary('Min', cast(x, 'int32'), scalar(size, 'int32')), [x.size, 1]);
  return slice(scatterAdd(places, counted, [size + 1]), [0], [size]);
};

/** {@link bincount} of every row. */
const bincountRows = (x: Value, weights: Value, size: number): Value => {
  if (x.shape.length === 1) return bincount(x, weights, size);
  const [rows, columns] = x.shape as [number, number];
  const bins = size + 1;
  const starts = constant(
    Int32Array.from({ length: rows }, (_, i) => i * bins),
    [rows, 1],
    'int32',
  );
  const places = add(binary('Min', cast(x, 'int32'), scalar(size, 'int32')), starts);
  const counted = weights.size > 0 ? reshape(weights, [x.size]) : filled([x.size], weights.type, 1);
  const flat = scatterAdd(reshape(places, [rows * columns, 1]), counted, [rows * bins]);
  return slice(reshape(flat, [rows, bins]), [0, 0], [rows, size]);
};

/** Sums of the rows of x by segment. Segment numbers below zero are put into a segment of their own, which is cut off. */
const segmentSum = (x: Value, segmentIds: Value, segments: number): Value => {
  const rest = x.shape.slice(segmentIds.shape.length);
  const ids = where(compare('Less', segmentIds, 0), scalar(segments, 'int32'), segmentIds);
  const sums = scatterAdd(reshape(ids, [...segmentIds.shape, 1]), x, [segments + 1, ...rest]);
  return slice(sums, [0, ...rest.map(() => 0)], [segments, ...rest]);
};

export const countingKernels = [
  kernel<'x' | 'segmentIds', tf.UnsortedSegmentSumAttrs>(
    'UnsortedSegmentSum',
    ({ x, segmentIds }, { numSegments }) => segmentSum(x, segmentIds, numSegments),
  ),
  kernel<'x' | 'weights', tf.BincountAttrs>('Bincount', ({ x, weights }, { size }) =>
    bincount(x, weights, size),
  ),
  kernel<'x' | 'weights', tf.DenseBincountAttrs>(
    'DenseBincount',
    ({ x, weights }, { size, binaryOutput }) => {
      const counts = bincountRows(x, weights, size);
      return binaryOutput ? cast(compare('Greater', counts, 0), counts.type) : counts;
    },
  ),
  kernel<'sortedSequence' | 'values', tf.SearchSortedAttrs>(
    'SearchSorted',
    ({ sortedSequence, values }, { side }) => {
      const [batch, length] = sortedSequence.shape as [number, number];
      const count = values.shape[1] as number;
      const sequence = reshape(sortedSequence, [batch, 1, length]);
      const sought = reshape(cast(values, sortedSequence.type), [batch, count, 1]);
      const before = compare(side === 'left' ? 'Less' : 'LessOrEqual', sequence, sought);
      return reduce('ReduceSum', cast(before, 'int32'), [2], false);
    },
  ),
  kernel<'sparseIndices' | 'sparseValues' | 'defaultValue', tf.SparseToDenseAttrs>(
    'SparseToDense',
    ({ sparseIndices, sparseValues, defaultValue }, { outputShape }) => {
      const rank = outputShape.length;
      const count = sparseIndices.shape.length > 0 ? (sparseIndices.shape[0] as number) : 1;
      const places = cast(reshape(sparseIndices, [count, rank]), 'int64');
      const updates = sparseValues.size === 1 ? expand(reshape(sparseValues, [1]), [count]) : sparseValues;
      const base = expand(reshape(cast(defaultValue, sparseValues.type), Array(rank).fill(1)), outputShape);
      return emit('ScatterND', [base, places, reshape(updates, [count])], outputShape, sparseValues.type);
    },
  ),
];
