import type { GreyImage } from '../grey.ts';
import { type Reserve, unshared } from '../memory.ts';
import type { WindowChoice } from '../options.ts';
import { greyTable } from './grey-levels.ts';
import { storedPixels } from './pixels/stored-pixels.ts';
import { readDicom } from './read-dicom.ts';

/** A DICOM radiograph as 16-bit grey, brighter = denser tissue whatever its photometric interpretation. */
export async function decodeDicom(
  bytes: Uint8Array,
  window: WindowChoice,
  reserve: Reserve = unshared,
): Promise<GreyImage> {
  const file = readDicom(bytes);
  const stored = await storedPixels(file, reserve);
  const table = greyTable(file, stored, window);
  const { values, width, height } = stored;
  // In the place of the stored values: an image may have a hundred million of them.
  const pixels = new Uint16Array(values.buffer as ArrayBuffer, values.byteOffset, values.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = table[pixels[i]!]!;
  return { width, height, pixels };
}
