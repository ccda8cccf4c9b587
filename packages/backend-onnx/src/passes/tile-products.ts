import { constant, filled, gather, matMul, reduce, reshape, sizeOf, type Value } from '../graph/index.ts';
import { pixelsOf } from './pixels.ts';
import { type TileTables, type Tiling, tilesOf, tileTables } from './tiles.ts';
import { INPUTS, KERNELS, OUTPUTS } from './transforms.ts';

/** What the products of Winograd's tiles are made of, and what is made of them; pixels are [batch, height, width, channels]. */
export const tileProducts = () => {
  const known = new Map<string, Record<keyof TileTables, Value>>();
  const table = (tiling: Tiling, name: keyof TileTables): Value => {
    const key = JSON.stringify(tiling);
    if (!known.has(key)) {
      const { seen, seeing, made, making } = tileTables(tiling);
      const list = (data: Int32Array, shape = [data.length]) => constant(data, shape, 'int32');
      known.set(key, {
        seen: list(seen),
        seeing: list(seeing, [seeing.length / 4, 4]),
        made: list(made),
        making: list(making),
      });
    }
    return (known.get(key) as Record<keyof TileTables, Value>)[name];
  };
  const zeros = new Map<number, Value>();
  /** One for all, so that equal tiles are seen to be equal. */
  const nothing = (channels: number): Value => {
    const row = zeros.get(channels) ?? filled([1, channels], 'float32', 0);
    zeros.set(channels, row);
    return row;
  };
  const inputs = constant(INPUTS, [16, 16], 'float32');
  const kernels = constant(KERNELS, [16, 9], 'float32');
  const outputs = constant(OUTPUTS, [4, 16], 'float32');
  /** A transform of the places, which come first: [to, tiles, channels] from [from, tiles, channels]. */
  const through = (transform: Value, x: Value, back = false): Value => {
    const [from, ...rest] = x.shape as [number, ...number[]];
    const to = transform.shape[back ? 1 : 0] as number;
    return reshape(matMul(transform, reshape(x, [from, sizeOf(rest)]), back, false), [to, ...rest]);
  };
  const gathered = (pixels: Value, index: Value, places: number): Value => {
    const channels = pixels.shape.at(-1) as number;
    const rows = gather(pixelsOf(pixels, nothing(channels)), index, 0);
    return reshape(rows, [places, index.size / places, channels]);
  };
  return {
    /** V, [16, tiles, in]. */
    seen: (x: Value, tiling: Tiling) => through(inputs, gathered(x, table(tiling, 'seen'), 16)),
    /** U, [16, in, out] from [3, 3, in, out]. */
    kernels: (filter: Value) => through(kernels, reshape(filter, [9, ...filter.shape.slice(2)])),
    /** [9, in, out] from what meets U. */
    kernelsBack: (u: Value) => through(kernels, u, true),
    /** D, [16, tiles, out]. */
    sent: (dy: Value, tiling: Tiling) => through(outputs, gathered(dy, table(tiling, 'made'), 4), true),
    /** Pixels [batch, height, width, out] from V·U. */
    made(product: Value, tiling: Tiling): Value {
      const channels = product.shape[2] as number;
      const places = reshape(through(outputs, product), [4 * tilesOf(tiling), channels]);
      return reshape(gather(places, table(tiling, 'making'), 0), [tiling.batch, ...tiling.output, channels]);
    },
    /** Pixels [batch, height, width, in] from D·Uᵀ: each adds what it was told where it was seen. */
    told(product: Value, tiling: Tiling): Value {
      const channels = product.shape[2] as number;
      const places = reshape(through(inputs, product, true), [16 * tilesOf(tiling), channels]);
      const rows = pixelsOf(places, nothing(channels));
      const sums = reduce('ReduceSum', gather(rows, table(tiling, 'seeing'), 0), [1], false);
      return reshape(sums, [tiling.batch, ...tiling.input, channels]);
    },
  };
};

export type TileProducts = ReturnType<typeof tileProducts>;
