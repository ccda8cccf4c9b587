import { Random } from '@mimmx/core';
import { beforeAll, expect, test } from 'vitest';
import { add, emit, int, ints, transpose, type Value } from '../../src/graph/index.ts';
import { blockConvolutions } from '../../src/passes/blocked.ts';
import { fuseConvBias } from '../../src/passes/conv-bias.ts';
import { blockSize, configure, findBlock, readBlocks } from '../../src/session/index.ts';
import { equalResults, leaf } from './equal-results.ts';

beforeAll(async () => {
  configure({ threads: 1 });
  await findBlock();
});

interface Shape {
  readonly batch: number;
  readonly inside: number;
  readonly outside: number;
  /** Of the input of the convolution. */
  readonly space: readonly [number, number];
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  /** top, left, bottom, right */
  readonly pads: readonly number[];
}

const outputOf = ({ space, size, strides, pads }: Shape): number[] =>
  space.map((n, i) => Math.floor((n + pads[i]! + pads[i + 2]! - size[i]!) / strides[i]!) + 1);

const windowOf = ({ size, strides, pads }: Shape) => ({
  kernel_shape: ints(size),
  strides: ints(strides),
  dilations: ints([1, 1]),
  pads: ints(pads),
  group: int(1),
});

const filterOf = ({ size, inside, outside }: Shape): Value =>
  transpose(leaf([...size, inside, outside]), [3, 2, 0, 1]);

const convolution = (shape: Shape): Value =>
  emit(
    'Conv',
    [leaf([shape.batch, shape.inside, ...shape.space]), filterOf(shape)],
    [shape.batch, shape.outside, ...outputOf(shape)],
    'float32',
    windowOf(shape),
  );

const gradient = (shape: Shape): Value =>
  emit(
    'ConvTranspose',
    [leaf([shape.batch, shape.outside, ...outputOf(shape)]), filterOf(shape)],
    [shape.batch, shape.inside, ...shape.space],
    'float32',
    { ...windowOf(shape), output_padding: ints([0, 0]) },
  );

/** Shapes that pay: enough pixels, channels that fill their blocks nearly or wholly. */
const draw = (random: Random, strided: boolean): Shape => {
  const block = blockSize() ?? 16;
  const channels = () =>
    block * (1 + random.integer(3)) - (random.integer(3) === 0 ? 4 * (block > 8 ? 1 : 0) : 0);
  const size = [1 + random.integer(4), 2 + random.integer(2)] as const;
  const pad = (k: number) => random.integer(k);
  return {
    batch: 1 + random.integer(3),
    inside: Math.max(2 * block - 4, channels()),
    outside: Math.max(2 * block - 4, channels()),
    space: [30 + random.integer(4), 30 + random.integer(5)],
    size,
    strides: strided ? [1 + random.integer(2), 1 + random.integer(2)] : [1, 1],
    pads: [pad(size[0]), pad(size[1]), pad(size[0]), pad(size[1])],
  };
};

const drawn = (strided: boolean, seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: 8 }, () => draw(random, strided));
};

test('the runtime that comes with this package has blocks on x64 and arm64', () => {
  if (process.arch === 'x64' || process.arch === 'arm64') expect([8, 16]).toContain(blockSize());
});

test.each([1, 2])(
  'convolutions in blocks give equal numbers, on shapes drawn at random: threads %i',
  async (threads) => {
    configure({ threads });
    for (const shape of drawn(true, 40 + threads)) {
      const left = await equalResults(blockConvolutions, [convolution(shape)], 2e-5);
      expect(left, JSON.stringify(shape)).toContain('ReorderInput');
    }
    configure({ threads: 1 });
  },
);

test('so do gradients to the input', async () => {
  for (const shape of drawn(false, 7)) {
    const left = await equalResults(blockConvolutions, [gradient(shape)], 2e-5);
    expect(left, JSON.stringify(shape)).not.toContain('ConvTranspose');
  }
});

const plain: Shape = {
  batch: 2,
  inside: 32,
  outside: 32,
  space: [20, 20],
  size: [3, 3],
  strides: [1, 1],
  pads: [1, 1, 1, 1],
};

test('with a bias, and with one input for two convolutions', async () => {
  const biased = add(convolution({ ...plain, outside: 28 }), leaf([28, 1, 1]));
  expect(await equalResults((v) => blockConvolutions(fuseConvBias(v)), [biased], 2e-5)).toContain(
    'ReorderOutput',
  );
  const x = leaf([2, 32, 20, 20]);
  const both = [0, 1].map(() =>
    emit('Conv', [x, filterOf(plain)], [2, 32, 20, 20], 'float32', windowOf(plain)),
  );
  const left = await equalResults(blockConvolutions, both, 2e-5);
  expect(left.filter((op) => op === 'ReorderInput').length).toBe(1);
});

test.each<[string, Partial<Shape>]>([
  ['kernels of one place', { size: [1, 1], pads: [0, 0, 0, 0] }],
  ['few channels', { inside: 4 }],
  ['channels that hardly fill their blocks', { inside: 20, outside: 20 }],
  ['small images, whose columns serve the filter, too', { space: [8, 8] }],
  ['many weights and few pixels', { inside: 256, outside: 256, space: [13, 13], batch: 1 }],
])('left as they are: %s', async (_, other) => {
  expect(blockConvolutions([convolution({ ...plain, ...other })])[0]?.node?.domain).toBe('');
});

test('switched off, nothing goes into blocks', () => {
  configure({ blocked: false });
  expect(blockConvolutions([convolution(plain)])[0]?.node?.domain).toBe('');
  configure({ blocked: true });
  expect(blockConvolutions([convolution(plain)])[0]?.node?.op).toBe('ReorderOutput');
});

test('a speed can be read', async () => {
  const { plain: usual, blocked } = await readBlocks();
  expect(usual).toBeGreaterThan(0);
  expect(blocked === null || blocked > 0).toBe(true);
});
