import { concat, filled, range, reshape, sizeOf, type Value } from '../graph/index.ts';

/** Geometry of a convolution. */
export interface Geometry {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before and after, none of it negative. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly output: readonly number[];
}

/** Whether each output sees one pixel, its own. */
export const seesItself = ({ size, strides, before, after }: Geometry): boolean =>
  [...size, ...strides].every((n) => n === 1) && [...before, ...after].every((n) => n === 0);

/** Every position of a grid, such as the places of a kernel, in row-major order. */
export const positions = (size: readonly number[]): number[][] =>
  size.reduce<number[][]>((list, n) => list.flatMap((head) => range(n).map((i) => [...head, i])), [[]]);

/**
 * Images as a list of their pixels, [batch · space + 1, channels] from [batch, …space, channels], the last one zero.
 *
 * @param nothing that zero pixel, [1, channels], where others have it, too
 */
export const pixelsOf = (images: Value, nothing?: Value): Value => {
  const channels = images.shape.at(-1) as number;
  const pixels = reshape(images, [images.size / channels, channels]);
  return concat([pixels, nothing ?? filled([1, channels], images.type, 0)], 0);
};

/**
 * For each output of a batch and each place of the kernel, the input's pixel that is seen there, as an index into
 * {@link pixelsOf} the input: [batch · outputs, places].
 */
export const pixelsSeen = (batch: number, space: readonly number[], g: Geometry): Int32Array =>
  table(batch, g.output, space, g, (output, place, i) => {
    const { strides, dilations, before } = g;
    return output * at(strides, i) + place * at(dilations, i) - at(before, i);
  });

/** The other way round: for each input and place, the output's pixel that saw it there: [batch · inputs, places]. */
export const pixelsSeeing = (batch: number, space: readonly number[], g: Geometry): Int32Array =>
  table(batch, space, g.output, g, (input, place, i) => {
    const { strides, dilations, before } = g;
    return (input + at(before, i) - place * at(dilations, i)) / at(strides, i);
  });

/** Indices of the pixels `to` which `step` leads along each axis from those of `from`; of the zero where there is none. */
const table = (
  batch: number,
  from: readonly number[],
  to: readonly number[],
  { size }: Geometry,
  step: (position: number, place: number, axis: number) => number,
): Int32Array => {
  const places = positions(size);
  const found = positions(from).flatMap((position) =>
    places.map((place) => {
      const target = position.map((n, i) => step(n, at(place, i), i));
      const inside = target.every((n, i) => Number.isInteger(n) && n >= 0 && n < at(to, i));
      return inside ? target.reduce((index, n, i) => index * at(to, i) + n, 0) : null;
    }),
  );
  const area = sizeOf(to);
  return Int32Array.from({ length: batch * found.length }, (_, i) => {
    const index = found[i % found.length] ?? null;
    const image = Math.floor(i / found.length);
    return index === null ? batch * area : image * area + index;
  });
};

const at = (list: readonly number[], i: number): number => list[i] as number;
