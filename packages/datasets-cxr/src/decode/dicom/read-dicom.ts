import { inflate } from './inflate.ts';
import { type DicomFile, openDicom } from './open-dicom.ts';

export type { DicomFile };

/** Reads the elements of a file up to the pixels, in Node. @throws as {@link openDicom} does */
export const readDicom = (bytes: Uint8Array): DicomFile => openDicom(bytes, inflate);
