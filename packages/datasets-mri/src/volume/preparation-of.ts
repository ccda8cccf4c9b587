import type { Preparation } from './prepare.ts';

/** What the options of a data set of volumes say of its images, completed. */
export interface ImageOptions
  extends Omit<Preparation, 'read' | 'slices'>,
    Pick<Preparation['read'], 'nonFinite' | 'maxMegabytes' | 'frame'> {}

/** The part of the options that the pixels depend on. */
export function preparationOf({
  image,
  slices,
}: {
  readonly image: ImageOptions;
  readonly slices?: Preparation['slices'];
}): Preparation {
  const { frame, nonFinite, maxMegabytes, ...rest } = image;
  return {
    ...rest,
    read: { nonFinite, maxMegabytes, ...(frame === undefined ? {} : { frame }) },
    slices: slices && { axis: slices.axis, range: slices.range, unit: slices.unit, step: slices.step },
  };
}
