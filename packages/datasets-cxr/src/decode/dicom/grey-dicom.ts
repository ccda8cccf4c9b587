import type { GreyImage } from '../grey.ts';
import { type Reserve, unshared } from '../memory.ts';
import type { WindowChoice } from '../options.ts';
import type { FrameCodecs } from './codecs/frame-codecs.ts';
import { greyTable } from './grey-levels.ts';
import { type Inflate, openDicom } from './open-dicom.ts';
import { framePixels } from './pixels/frame-pixels.ts';

/** What a DICOM file is read with that is not the same in Node and in a browser. */
export interface DicomTools extends FrameCodecs {
  readonly inflate: Inflate;
}

/** A DICOM radiograph as 16-bit grey, brighter = denser tissue whatever its photometric interpretation. */
export async function greyDicom(
  bytes: Uint8Array,
  window: WindowChoice,
  tools: DicomTools,
  reserve: Reserve = unshared,
): Promise<GreyImage> {
  const file = openDicom(bytes, tools.inflate);
  const stored = await framePixels(file, tools, reserve);
  const table = greyTable(file, stored, window);
  const { values, width, height } = stored;
  // In the place of the stored values: an image may have a hundred million of them.
  const pixels = new Uint16Array(values.buffer as ArrayBuffer, values.byteOffset, values.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = table[pixels[i]!]!;
  return { width, height, pixels };
}
