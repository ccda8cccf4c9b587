import type { ReadOptions } from '../nifti/read.ts';
import { cropOrPad, resize } from './fit.ts';
import type { MaskOption } from './mask.ts';
import { type NormaliseOption, normalise } from './normalise.ts';
import { orientationOf, toRas } from './orientation.ts';
import { axesGrid, type Grid, resample, resampleAlongAxes, worldGrid } from './resample.ts';
import { fixedAxis, type SliceAxis, slicePlane, sliceShape } from './slice.ts';
import { planesOf, type SliceRange } from './slice-range.ts';
import type { Volume } from './volume.ts';

/** What is done to a volume between file and encoder, in this order. Plain JSON: it is part of the cache's key. */
export interface Preparation {
  readonly read: ReadOptions;
  /** `RAS`: axes reordered to right, anterior, superior. `native`: as stored. */
  readonly orientation: 'RAS' | 'native';
  /** Voxel size in mm along x, y, z. */
  readonly spacing?: readonly [number, number, number] | undefined;
  readonly mask: MaskOption;
  readonly normalise: NormaliseOption;
  /** [depth, height, width] of a volume, [height, width] of a slice. */
  readonly size?: readonly number[] | undefined;
  /** How a size is reached: about the centre, or by stretching. */
  readonly fit: 'crop-pad' | 'resize';
  readonly slices?: ({ readonly axis: SliceAxis } & SliceRange) | undefined;
}

/** Prepared images of one file: one volume, or its chosen slices. */
export interface Prepared {
  readonly pixels: Float32Array;
  /** [depth, height, width, 1] or [height, width, 1]. */
  readonly shape: readonly number[];
  readonly items: number;
}

/** Prepares a volume. Slices are cut after normalisation, so that all slices of a volume share one map. */
export function prepare(volume: Volume, wanted: Preparation): Prepared {
  const { spacing, slices, size } = wanted;
  let image = wanted.orientation === 'RAS' ? toRas(volume) : volume;
  if (spacing) {
    image =
      slices || wanted.orientation === 'native'
        ? resampleAlongAxes(image, spacingAlong(wanted))
        : resample(image, worldGrid(image, spacing));
  }
  if (image === volume) image = { ...volume, data: volume.data.slice() };
  normalise(image.data, wanted.normalise, wanted.mask);
  if (size) {
    const target = targetShape(image.shape, wanted);
    image = wanted.fit === 'resize' ? resize(image, target) : cropOrPad(image, target, least(image.data));
  }
  const [nx, ny, nz] = image.shape;
  if (!slices) return { pixels: image.data, shape: [nz, ny, nx, 1], items: 1 };

  const planes = preparedPlanes(volume, wanted);
  const [height, width] = sliceShape(image.shape, slices.axis);
  const pixels = new Float32Array(planes.length * height * width);
  planes.forEach(({ prepared }, at) => {
    pixels.set(slicePlane(image.data, image.shape, slices.axis, prepared), at * height * width);
  });
  return { pixels, shape: [height, width, 1], items: planes.length };
}

/** What {@link prepare} will give, from the header alone: the shape of one image, and the stored index of each slice. */
export function describe(grid: Grid, wanted: Preparation): { shape: number[]; planes: number[] } {
  const { spacing, slices } = wanted;
  let shape = wanted.orientation === 'RAS' ? orderedShape(grid) : grid.shape;
  if (spacing) {
    const ordered = { shape, affine: orderedSpacing(grid, wanted) };
    shape =
      slices || wanted.orientation === 'native'
        ? axesGrid(ordered, spacingAlong(wanted)).shape
        : worldGrid(grid, spacing).shape;
  }
  const [nx, ny, nz] = targetShape(shape, wanted);
  if (!slices) return { shape: [nz, ny, nx, 1], planes: [0] };
  const [height, width] = sliceShape([nx, ny, nz], slices.axis);
  return { shape: [height, width, 1], planes: preparedPlanes(grid, wanted).map(({ stored }) => stored) };
}

/** Stored and prepared index of each chosen plane; the same unless reorientation reversed the axis. */
function preparedPlanes(grid: Grid, { orientation, slices }: Preparation) {
  if (!slices) return [];
  const fixed = fixedAxis[slices.axis];
  const directions = orientation === 'RAS' ? orientationOf(grid.affine) : null;
  const axis = directions ? directions.findIndex(({ world }) => world === fixed) : fixed;
  const count = grid.shape[axis]!;
  return planesOf(count, slices).map((stored) => ({
    stored,
    prepared: directions?.[axis]?.reversed ? count - 1 - stored : stored,
  }));
}

function targetShape(shape: Grid['shape'], { size, slices }: Preparation): [number, number, number] {
  if (!size) return [...shape];
  const lengths = [...size].reverse();
  if (!slices) return lengths as [number, number, number];
  const fixed = fixedAxis[slices.axis];
  return shape.map((length, axis) => (axis === fixed ? length : lengths.shift()!)) as [
    number,
    number,
    number,
  ];
}

/** Slices keep the planes of the file, so their spacing changes within the plane only. */
function spacingAlong({ spacing, slices }: Preparation): (number | null)[] {
  return [0, 1, 2].map((axis) => (slices && axis === fixedAxis[slices.axis] ? null : spacing![axis]!));
}

const orderedShape = ({ shape, affine }: Grid): [number, number, number] => {
  const ordered: [number, number, number] = [0, 0, 0];
  orientationOf(affine).forEach(({ world }, axis) => {
    ordered[world] = shape[axis]!;
  });
  return ordered;
};

/** Any affine whose columns are as long as those of the reordered one; lengths are all that {@link axesGrid} needs. */
function orderedSpacing({ affine }: Grid, { orientation }: Preparation): number[] {
  const column = (axis: number) => [0, 4, 8].map((row) => affine[row + axis]!);
  const columns = [0, 1, 2].map(column);
  const placed = [...columns];
  if (orientation === 'RAS')
    orientationOf(affine).forEach(({ world }, axis) => {
      placed[world] = columns[axis]!;
    });
  return [0, 1, 2].flatMap((row) => [...placed.map((values) => values[row]!), 0]).concat([0, 0, 0, 1]);
}

function least(data: Float32Array): number {
  let low = Number.POSITIVE_INFINITY;
  for (let i = 0; i < data.length; i++) if (data[i]! < low) low = data[i]!;
  return low;
}
