import { confine } from '@mimmx/data/files';
import type { NiftiHeader } from '../nifti/header.ts';
import { readNiftiHeader } from '../nifti/read.ts';
import { axisCodes } from '../volume/orientation.ts';
import { each } from './each.ts';

/** Files that are looked at, spread over all. */
const LOOKED_AT = 200;
const LANES = 16;

/**
 * What headers say that can be read in two ways, counted: a sform and a qform of which one turns the image over, and
 * lengths that are not in mm. Programs differ in what they make of either.
 *
 * @param shown how the name of a file is written
 */
export async function toldHeaders(
  root: string,
  files: readonly string[],
  shown: (file: string) => string,
): Promise<readonly string[]> {
  const { file } = confine(root);
  const count = Math.min(LOOKED_AT, files.length);
  const looked = Array.from({ length: count }, (_, i) => files[Math.floor((i * files.length) / count)]!);
  const told = await each(looked, LANES, async (name) => {
    try {
      const header = await readNiftiHeader(file(name).path);
      return { name, turned: turnedOver(header), unit: header.unit };
    } catch {
      // What cannot be read is told elsewhere.
      return null;
    }
  });
  const turned = told.filter((one) => one?.turned);
  const units = told.filter((one) => one?.unit);
  const first = (of: typeof told) =>
    `${of.length} of ${count} files looked at, the first ${shown(of[0]!.name)}`;
  return [
    ...(turned.length > 0
      ? [
          `sform and qform contradict each other (${turned[0]!.turned}; ${first(turned)}): the sform is taken, as by nibabel; other programs may show left as right.`,
        ]
      : []),
    ...(units.length > 0
      ? [`Headers say lengths in ${units[0]!.unit} (${first(units)}): they are read as mm, as by nibabel.`]
      : []),
  ];
}

/** The two orientations where they differ. */
function turnedOver({ affine, other }: NiftiHeader): string | null {
  if (!other) return null;
  const [taken, left] = [axisCodes(affine), axisCodes(other)];
  return taken === left ? null : `${taken} and ${left}`;
}
