import { MOST_PIXELS } from '../../options.ts';
import { named } from '../data-set/dictionary.ts';
import type { DicomFile } from '../open-dicom.ts';

/** How the pixels are laid out, as the header says (PS3.3 C.7.6.3). */
export interface PixelLayout {
  readonly width: number;
  readonly height: number;
  /** Bytes of a sample. */
  readonly bytes: 1 | 2;
  readonly bits: number;
  /** Unused bits below the value. */
  readonly shift: number;
  readonly signed: boolean;
  readonly samples: 1 | 3;
  /** Colours as planes, one after the other. */
  readonly planar: boolean;
  readonly photometric: string;
}

/**
 * Reads and checks the layout.
 *
 * @throws if it is none of one grey frame of 8 or 16 bits allocated, or one of colours of 8
 */
export function pixelLayout(file: DicomFile): PixelLayout {
  if (!file.has('PixelData')) {
    for (const other of ['FloatPixelData', 'DoubleFloatPixelData'] as const)
      if (file.has(other)) throw new Error(`${named(other)} are not read; a radiograph has integers`);
    throw new Error('DICOM without pixel data');
  }
  const height = file.number('Rows') ?? 0;
  const width = file.number('Columns') ?? 0;
  const allocated = file.number('BitsAllocated') ?? 16;
  const bits = file.number('BitsStored') ?? allocated;
  const high = file.number('HighBit') ?? bits - 1;
  const samples = file.number('SamplesPerPixel') ?? 1;
  const frames = file.number('NumberOfFrames') ?? 1;
  const photometric = file.text('PhotometricInterpretation') ?? '';
  if (!(width > 0 && height > 0)) throw new Error('DICOM without rows and columns');
  if (width * height > MOST_PIXELS) throw new Error(`${width} × ${height} pixels, more than any radiograph`);
  if (frames > 1) throw new Error(`DICOM with ${frames} frames; a radiograph has one`);
  if (allocated !== 8 && allocated !== 16) throw new Error(`${allocated} bits allocated; 8 and 16 are read`);
  if (bits < 1 || bits > allocated || high >= allocated || high < bits - 1)
    throw new Error(`${bits} of ${allocated} bits, the highest ${high}`);
  if (samples !== 1 && !(samples === 3 && allocated === 8))
    throw new Error(`${samples} samples of ${allocated} bits a pixel`);
  if (photometric.startsWith('PALETTE')) throw new Error('palette colours, which are no radiograph');
  return {
    width,
    height,
    bytes: allocated === 16 ? 2 : 1,
    bits,
    shift: high - bits + 1,
    signed: file.number('PixelRepresentation') === 1,
    samples,
    planar: samples === 3 && file.number('PlanarConfiguration') === 1,
    photometric,
  };
}
