import type { GreyImage } from '../grey.ts';
import type { WindowChoice } from '../options.ts';
import { greyLevels } from './grey-levels.ts';
import { parseDicom } from './parse.ts';
import { storedPixels } from './stored-pixels.ts';

/** A DICOM radiograph as 16-bit grey, brighter = denser tissue whatever its photometric interpretation. */
export async function decodeDicom(bytes: Uint8Array, window: WindowChoice): Promise<GreyImage> {
  const file = parseDicom(bytes);
  const stored = await storedPixels(file);
  const levels = greyLevels(file, stored, window);
  const pixels = Uint16Array.from(levels, (level) => Math.round(level * 65535));
  return { width: stored.width, height: stored.height, pixels };
}
