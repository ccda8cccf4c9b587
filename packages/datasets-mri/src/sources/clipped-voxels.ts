import { confine } from '@mimmx/data/files';
import { readNifti } from '../nifti/read.ts';
import { normalise } from '../volume/normalise.ts';
import type { Preparation } from '../volume/prepare.ts';

/** Volumes that are looked at, spread over the files. */
const LOOKED_AT = 8;
/** Two percentiles clip so much by themselves, and as much again is no reason to worry. */
const NOTICED = 2;

/**
 * Whether normalisation puts more of what is not background to the bottom or the top of the scale than its percentiles
 * say: a mask that does not fit standardised or signed values (an erased half of a brain) looks fine in all else.
 */
export async function clippedVoxels(
  root: string,
  files: readonly string[],
  { read, mask, normalise: option }: Preparation,
): Promise<readonly string[]> {
  if (typeof option === 'string') return [];
  const { file } = confine(root);
  const count = Math.min(LOOKED_AT, files.length);
  const expected = (option.percentile[0] + 100 - option.percentile[1]) / 100;
  let [volumes, clipped, negative, all] = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    try {
      const { data } = await readNifti(file(files[Math.floor((i * files.length) / count)]!).path, read);
      const before = data.slice();
      normalise(data, option, mask);
      for (let at = 0; at < data.length; at++) {
        if (before[at] === 0) continue;
        all++;
        if (data[at] === 0 || data[at] === 1) clipped++;
        if (before[at]! < 0) negative++;
      }
      volumes++;
    } catch {
      // What cannot be read is told elsewhere.
    }
  }
  if (all === 0 || clipped <= NOTICED * expected * all + 0.01 * all) return [];
  const percent = (part: number) => `${Math.round((100 * part) / all)} %`;
  const cause =
    negative > 0
      ? `; ${percent(negative)} lie below 0, where mask "positive" and { above } see no foreground`
      : '';
  return [
    `Normalisation clips ${percent(clipped)} of the voxels that are not 0 (${volumes} volumes looked at)${cause}. See image.mask.`,
  ];
}
