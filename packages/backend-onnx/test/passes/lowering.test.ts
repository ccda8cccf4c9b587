import { expect, test } from 'vitest';
import { evaluateNow } from '../../src/backend/evaluate.ts';
import {
  add,
  cast,
  compare,
  concat,
  div,
  emit,
  emitMany,
  int,
  integers,
  ints,
  matMul,
  mul,
  reduce,
  reshape,
  scalar,
  sizeOf,
  slice,
  sub,
  transpose,
  unary,
  type Value,
  where,
} from '../../src/graph/index.ts';
import { fuseAffine } from '../../src/passes/affine.ts';
import { fuseBatchNorm } from '../../src/passes/batch-norm.ts';
import { columnsOf, lowerColumns, shareColumns } from '../../src/passes/columns.ts';
import { fuseConvBias } from '../../src/passes/conv-bias.ts';
import { putFeaturesFirst } from '../../src/passes/features-first.ts';
import { flipTransposed } from '../../src/passes/flipped.ts';
import { gatherGradient } from '../../src/passes/gather-gradient.ts';
import { fuseMasks } from '../../src/passes/masks.ts';
import { swapAroundPools } from '../../src/passes/pool-layout.ts';
import { poolBeforeRelu } from '../../src/passes/pool-relu.ts';
import { sharePooling } from '../../src/passes/pooling.ts';
import { configure, settings } from '../../src/session/settings.ts';
import { equalResults, leaf, operators } from './equal-results.ts';

/** Batch norm as kernels record it, over every axis but the given one. */
const batchNorm = (x: Value, axis: number): Value => {
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis);
  const channels = x.shape[axis] as number;
  const along = (v: Value) => reshape(v, [channels, ...Array(x.shape.length - 1 - axis).fill(1)]);
  const centred = sub(x, along(reduce('ReduceMean', x, axes, false)));
  const variance = reduce('ReduceMean', mul(centred, centred), axes, false);
  const inverse = div(scalar(1), unary('Sqrt', add(variance, 1e-3)));
  return add(mul(centred, along(mul(inverse, leaf([channels])))), along(leaf([channels])));
};

test.each([
  ['channels second', [6, 3, 4, 4], 1],
  ['features first', [5, 64], 0],
  ['channels first', [3, 6, 4, 4], 0],
] as const)('batch norm becomes one operator: %s', async (_, shape, axis) => {
  const left = await equalResults(fuseBatchNorm, [batchNorm(unary('Exp', leaf(shape)), axis)], 1e-4);
  expect(left).toContain('BatchNormalization');
  expect(left).not.toContain('ReduceMean');
});

test('affine maps of channels become one operator', async () => {
  const shape = [4, 8, 16, 16];
  const x = leaf(shape);
  const vector = () => leaf([8, 1, 1]);
  expect(await equalResults(fuseAffine, [add(mul(x, vector()), vector())])).toContain('BatchNormalization');
  const mixed = add(add(mul(x, vector()), mul(leaf(shape), vector())), vector());
  expect(await equalResults(fuseAffine, [mixed])).toContain('FusedConv');
  const rows = add(mul(leaf([16, 512]), leaf([16, 1])), leaf([16, 1]));
  expect(await equalResults(fuseAffine, [rows])).toContain('BatchNormalization');
});

const window = {
  kernel_shape: ints([3, 3]),
  strides: ints([1, 1]),
  dilations: ints([1, 1]),
  pads: ints([1, 1, 1, 1]),
};
const convolution = (x: Value, filter: Value) =>
  emit(
    'Conv',
    [x, transpose(filter, [3, 2, 0, 1])],
    [x.shape[0]!, filter.shape[3]!, x.shape[2]!, x.shape[3]!],
    'float32',
    {
      ...window,
      group: int(1),
    },
  );

test('a term per channel becomes the bias of a convolution', async () => {
  const y = add(convolution(leaf([2, 3, 5, 5]), leaf([3, 3, 3, 4])), leaf([4, 1, 1]));
  expect(await equalResults(fuseConvBias, [y])).toEqual(['Transpose', 'Conv']);
});

test('a convolution shares the columns of its filter gradient', async () => {
  const x = leaf([2, 3, 5, 5]);
  const geometry = {
    size: [3, 3],
    strides: [1, 1],
    dilations: [1, 1],
    before: [1, 1],
    after: [1, 1],
    output: [5, 5],
  };
  const columns = columnsOf(transpose(x, [1, 0, 2, 3]), geometry);
  const gradient = matMul(columns, leaf([4, 50]), false, true);
  const outputs = [convolution(x, leaf([3, 3, 3, 4])), gradient];
  expect(await equalResults((values) => lowerColumns(shareColumns(values)), outputs)).not.toContain('Conv');
});

test.each([
  ['stride 1', [5, 6], [3, 3], [1, 1], [1, 1], [1, 1], [5, 6]],
  ['stride 2', [7, 6], [3, 2], [2, 2], [1, 1], [1, 0], [4, 3]],
  ['dilation', [9, 8], [3, 2], [1, 2], [2, 3], [2, 1], [9, 4]],
  ['three dimensions', [4, 5, 3], [2, 3, 1], [2, 1, 1], [1, 1, 1], [0, 1, 0], [2, 5, 3]],
] as const)(
  'wide pixels are gathered as slices would be: %s',
  async (_, space, size, strides, dilations, before, output) => {
    const after = output.map(
      (n, i) => (n - 1) * strides[i]! + (size[i]! - 1) * dilations[i]! + 1 - before[i]! - space[i]!,
    );
    const geometry = { size, strides, dilations, before, after: after.map((n) => Math.max(0, n)), output };
    // A column of the wide version is that of its channels taken fewer at a time.
    const x = leaf([8, 2, ...space]);
    const narrow = [0, 4].map((from) =>
      columnsOf(slice(x, [from, 0, ...space.map(() => 0)], [4, 2, ...space]), geometry),
    );
    const count = narrow[0]!.shape[1]!;
    const places = sizeOf(size);
    const slices = concat(
      narrow.map((half) => reshape(half, [places, 4, count])),
      1,
    );
    const difference = sub(reshape(columnsOf(x, geometry), [places, 8, count]), slices);
    const [lowered] = lowerColumns([difference]);
    expect(operators([lowered!])).toContain('Gather');
    await evaluateNow([lowered!], new Set());
    expect(Math.max(...(lowered!.data as Float32Array).map(Math.abs))).toBe(0);
  },
);

test.each([
  ['stride 1', [5, 6], [3, 3], [1, 1], [1, 1], [1, 1, 1, 1], [5, 6]],
  ['stride 2, an input that no output sees', [8, 6], [1, 1], [2, 2], [1, 1], [0, 0, 0, 0], [4, 3]],
  ['stride 2', [7, 6], [3, 2], [2, 2], [1, 1], [1, 0, 1, 0], [4, 3]],
  ['dilation', [9, 8], [3, 2], [1, 2], [2, 3], [2, 1, 2, 1], [9, 4]],
  ['three dimensions', [4, 5, 3], [2, 3, 1], [2, 1, 1], [1, 1, 1], [0, 1, 0, 0, 1, 0], [2, 5, 3]],
] as const)(
  'the gradient to the input of a small image is gathered: %s',
  async (_, space, size, strides, dilations, pads, output) => {
    const rank = space.length;
    const filter = leaf([...size, 32, 5]);
    const dy = leaf([2, 5, ...output]);
    const reach = output.map((n, i) => (n - 1) * strides[i]! + (size[i]! - 1) * dilations[i]! + 1);
    const kernels = transpose(filter, [rank + 1, rank, ...size.map((__, i) => i)]);
    const dx = emit('ConvTranspose', [dy, kernels], [2, 32, ...space], 'float32', {
      kernel_shape: ints([...size]),
      strides: ints([...strides]),
      dilations: ints([...dilations]),
      pads: ints([...pads]),
      output_padding: ints(space.map((n, i) => n - (reach[i]! - pads[i]! - pads[rank + i]!))),
      group: int(1),
    });
    expect(await equalResults(gatherGradient, [dx])).not.toContain('ConvTranspose');
  },
);

test('the gradient to the input of a volume with stride 1 is a convolution with turned kernels', async () => {
  const dy = leaf([2, 5, 6, 7, 4]);
  const kernels = transpose(leaf([3, 2, 2, 4, 5]), [4, 3, 0, 1, 2]);
  const dx = emit('ConvTranspose', [dy, kernels], [2, 4, 7, 8, 5], 'float32', {
    kernel_shape: ints([3, 2, 2]),
    strides: ints([1, 1, 1]),
    dilations: ints([1, 1, 1]),
    pads: ints([1, 0, 0, 0, 0, 0]),
    output_padding: ints([0, 0, 0]),
    group: int(1),
  });
  expect(await equalResults(flipTransposed, [dx])).not.toContain('ConvTranspose');
});

test.each([
  [1, true],
  [2, false],
])('the same in two dimensions where it divides among threads: %i', async (threads, stays) => {
  const before = settings().threads;
  configure({ threads });
  const dy = leaf([2, 5, 6, 7]);
  const dx = emit(
    'ConvTranspose',
    [dy, transpose(leaf([3, 2, 4, 5]), [3, 2, 0, 1])],
    [2, 4, 7, 8],
    'float32',
    {
      kernel_shape: ints([3, 2]),
      strides: ints([1, 1]),
      dilations: ints([1, 1]),
      pads: ints([1, 0, 0, 0]),
      output_padding: ints([0, 0]),
      group: int(1),
    },
  );
  const left = await equalResults(flipTransposed, [dx]);
  configure({ threads: before });
  expect(left.includes('ConvTranspose')).toBe(stays);
});

test('perceptrons with batch norm are worked out feature by feature', async () => {
  const x = matMul(leaf([300, 6]), leaf([6, 5]));
  const mean = reduce('ReduceMean', x, [0], false);
  expect(await equalResults(putFeaturesFirst, [sub(x, mean), mean])).toContain('Transpose');
});

const pooling = {
  kernel_shape: ints([2, 2]),
  strides: ints([2, 2]),
  dilations: ints([1, 1]),
  pads: ints([0, 0, 0, 0]),
};
const pooled = (x: Value): [Value, Value] => {
  const shape = [x.shape[0]!, x.shape[1]!, x.shape[2]! / 2, x.shape[3]! / 2];
  return emitMany(
    'MaxPool',
    [x],
    [
      { shape, type: 'float32' },
      { shape, type: 'int64' },
    ],
    pooling,
  ) as [Value, Value];
};
const unpooled = (dy: Value, places: Value, shape: readonly number[]) =>
  emit('MaxUnpool', [dy, places, integers(shape)], shape, 'float32', {
    kernel_shape: pooling.kernel_shape,
    strides: pooling.strides,
  });

test('pooling comes before ReLU, with the mask of the gradient', async () => {
  const z = leaf([2, 3, 6, 6]);
  const y = unary('Relu', z);
  const [values, places] = pooled(y);
  const mask = where(emit('IsNaN', [z], z.shape, 'bool'), z, cast(compare('Greater', z, 0), 'float32'));
  const dz = mul(unpooled(leaf([2, 3, 3, 3]), places, z.shape), mask);
  const left = await equalResults((v) => poolBeforeRelu(fuseMasks(v)), [values, dz]);
  expect(left.indexOf('Relu')).toBeGreaterThan(left.indexOf('MaxPool'));
  expect(left).toContain('HardSigmoid');
});

test('one pooling gives values and places', async () => {
  const x = leaf([1, 2, 4, 4]);
  const plain = emit('MaxPool', [x], [1, 2, 2, 2], 'float32', pooling);
  const [, places] = pooled(x);
  const left = await equalResults(sharePooling, [
    unary('Exp', plain),
    unpooled(leaf([1, 2, 2, 2]), places, x.shape),
  ]);
  expect(left.filter((op) => op === 'MaxPool').length).toBe(1);
});

test('a transpose of batch and channels moves behind pooling and around unpooling', async () => {
  const [values, places] = pooled(transpose(leaf([3, 2, 4, 4]), [1, 0, 2, 3]));
  const back = unpooled(leaf([2, 3, 2, 2]), places, [2, 3, 4, 4]);
  expect(await equalResults(swapAroundPools, [values, back])).toContain('MaxPool');
});
