import type { Sampling, TrainingSet } from '../contracts/index.ts';

/** Fewer images than this are learned by heart where they come as often as those of every other group. */
const FEW_IMAGES = 10;

/**
 * What to say where batches are shared evenly among groups most of which are of a few images; null if there is nothing
 * to say.
 *
 * @param group of each training image, below 0 where a label is missing
 */
export function rareGroupsNote(
  { group }: Pick<TrainingSet, 'group'>,
  sampling: Sampling | 'weighted',
): string | null {
  if (sampling !== 'group-balanced') return null;
  const counts = new Map<number, number>();
  for (const code of group) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  const rare = [...counts.values()].filter((count) => count < FEW_IMAGES).length;
  if (rare <= counts.size / 2) return null;
  return `${rare} of the ${counts.size} groups have fewer than ${FEW_IMAGES} images, and group-balanced batches are made of them for the most part: they will be learned by heart. Set sampling to "overlap" or "stratified", or name fewer confounders.`;
}
