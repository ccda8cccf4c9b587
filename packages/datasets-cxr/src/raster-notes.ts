import { closeSync, openSync, readSync } from 'node:fs';
import { confine } from '@mimmx/data/files';
import { isRaster } from './decode/raster-rules.ts';
import { rasterTraits } from './decode/raster-traits.ts';

/** Files looked at, spread over the table. */
const MOST = 500;
/** Profiles and EXIF stand before the pixels. */
const HEAD = 65_536;

/** Sentences on what some images carry that is not applied: ICC profiles, EXIF orientations. */
export function rasterNotes(root: string, files: readonly string[]): string[] {
  const confinement = confine(root);
  const count = Math.min(files.length, MOST);
  const buffer = new Uint8Array(HEAD);
  const seen = { rasters: 0, profiles: 0, turned: 0 };
  for (let i = 0; i < count; i++) {
    const head = headOf(() => confinement.file(files[Math.floor((i * files.length) / count)]!).path, buffer);
    if (!head || !isRaster(head)) continue;
    const { profile, turned } = rasterTraits(head);
    seen.rasters++;
    if (profile) seen.profiles++;
    if (turned) seen.turned++;
  }
  const of = `of ${seen.rasters} JPEG and PNG files looked at`;
  return [
    ...(seen.profiles > 0
      ? [
          `${seen.profiles} ${of} have an ICC profile, which is not applied: values are taken as they stand. ` +
            'Who has one and who has none may tell sources apart.',
        ]
      : []),
    ...(seen.turned > 0
      ? [`${seen.turned} ${of} have an EXIF orientation, which is not applied: turn the pixels themselves.`]
      : []),
  ];
}

/** Beginning of a file; null if it cannot be read, which is for the decoder to say. */
function headOf(path: () => string, buffer: Uint8Array): Uint8Array | null {
  try {
    const file = openSync(path(), 'r');
    try {
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}
