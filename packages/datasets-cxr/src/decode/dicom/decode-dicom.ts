import type { GreyImage } from '../grey.ts';
import type { Reserve } from '../memory.ts';
import type { WindowChoice } from '../options.ts';
import { greyDicom } from './grey-dicom.ts';
import { inflate } from './inflate.ts';
import { nodeCodecs } from './pixels/stored-pixels.ts';

const tools = { ...nodeCodecs, inflate };

/** A DICOM radiograph as 16-bit grey, in Node. */
export const decodeDicom = (bytes: Uint8Array, window: WindowChoice, reserve?: Reserve): Promise<GreyImage> =>
  greyDicom(bytes, window, tools, reserve);
