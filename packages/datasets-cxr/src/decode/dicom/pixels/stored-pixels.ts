import type { Reserve } from '../../memory.ts';
import type { FrameCodecs } from '../codecs/frame-codecs.ts';
import { decodeJpeg8 } from '../codecs/jpeg-8bit.ts';
import { openJpeg } from '../codecs/open-jpeg.ts';
import type { DicomFile } from '../open-dicom.ts';
import { framePixels, type StoredPixels } from './frame-pixels.ts';

/** The codecs that Node has. */
export const nodeCodecs: FrameCodecs = { jpeg8: decodeJpeg8, openJpeg };

/** Values as they are stored in the file, in Node. @throws as {@link framePixels} does */
export const storedPixels = (file: DicomFile, reserve?: Reserve): Promise<StoredPixels> =>
  framePixels(file, nodeCodecs, reserve);
