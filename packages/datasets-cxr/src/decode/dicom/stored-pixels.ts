import { MOST_PIXELS } from '../options.ts';
import { codestreamSize } from './codestream.ts';
import { decodeJpeg2000 } from './jpeg2000.ts';
import type { DicomFile } from './parse.ts';

/** Values as they are stored in the file, sign-extended, row-major; colour as luminance. */
export interface StoredPixels {
  readonly width: number;
  readonly height: number;
  readonly values: Int32Array;
  readonly bits: number;
  readonly signed: boolean;
}

const JPEG_FAMILY = /^1\.2\.840\.10008\.1\.2\.4\./;
const JPEG_2000 = /^1\.2\.840\.10008\.1\.2\.4\.9[01]$/;
const RLE = '1.2.840.10008.1.2.5';

/** @throws if there is no pixel data, more than one frame, or fewer bytes than rows × columns need */
export async function storedPixels(file: DicomFile): Promise<StoredPixels> {
  const height = file.number(0x28, 0x10) ?? 0;
  const width = file.number(0x28, 0x11) ?? 0;
  const allocated = file.number(0x28, 0x100) ?? 16;
  const bits = file.number(0x28, 0x101) ?? allocated;
  const high = file.number(0x28, 0x102) ?? bits - 1;
  const signed = file.number(0x28, 0x103) === 1;
  const samples = file.number(0x28, 0x02) ?? 1;
  const frames = file.number(0x28, 0x08) ?? 1;
  const photometric = file.text(0x28, 0x04) ?? '';
  if (!file.image.getPixelData()?.value) throw new Error('DICOM without pixel data');
  if (!(width > 0 && height > 0)) throw new Error('DICOM without rows and columns');
  if (width * height > MOST_PIXELS) throw new Error(`${width} × ${height} pixels, more than any radiograph`);
  if (frames > 1) throw new Error(`DICOM with ${frames} frames; a radiograph has one`);
  if (allocated !== 8 && allocated !== 16) throw new Error(`${allocated} bits allocated; 8 and 16 are read`);
  if (bits < 1 || bits > allocated || high >= allocated || high < bits - 1)
    throw new Error(`${bits} of ${allocated} bits`);
  const colour = samples === 3;
  if (samples !== 1 && !(colour && allocated === 8))
    throw new Error(`${samples} samples of ${allocated} bits a pixel`);
  if (photometric.startsWith('PALETTE')) throw new Error('palette colours, which are no radiograph');

  if (colour && file.image.isCompressed() && file.image.getTransferSyntax() !== RLE) {
    throw new Error('compressed colours; a radiograph is grey');
  }
  const { bytes, wide } = await uncompressed(file, width, height, allocated === 16);
  const size = width * height * samples * (wide ? 2 : 1);
  if (bytes.byteLength < size) throw new Error(`truncated: ${bytes.byteLength} of ${size} bytes of pixels`);
  const { littleEndian } = file.image;
  const read = (i: number) => (wide ? bytes.getUint16(2 * i, littleEndian) : bytes.getUint8(i));
  const values = new Int32Array(width * height);
  if (colour) {
    luminance(values, read, file.number(0x28, 0x06) === 1 && !file.image.isCompressed(), photometric);
    return { width, height, values, bits: 8, signed: false };
  }
  const shift = high - bits + 1;
  const unused = 32 - bits;
  for (let i = 0; i < values.length; i++) {
    const raw = (read(i) >> shift) << unused;
    values[i] = signed ? raw >> unused : raw >>> unused;
  }
  return { width, height, values, bits, signed };
}

/** The pixels' bytes, and whether a sample has two of them. */
async function uncompressed(
  file: DicomFile,
  width: number,
  height: number,
  wide: boolean,
): Promise<{ bytes: DataView; wide: boolean }> {
  const syntax = file.image.getTransferSyntax()?.replaceAll('\0', '') ?? '';
  if (JPEG_FAMILY.test(syntax)) {
    const streams = file.image.getJpegs();
    if (streams.length === 0) throw new Error('compressed, without a JPEG stream');
    const stream = new Uint8Array(streams[0]!);
    // The decoders allocate what the stream's own header says; it must say what the DICOM header says.
    const size = codestreamSize(stream);
    if (!size || size.width !== width || size.height !== height) {
      throw new Error('the compressed stream is not of the size that the header says');
    }
    if (JPEG_2000.test(syntax)) {
      const bytes = await decodeJpeg2000(stream, width, height);
      return { bytes, wide: bytes.byteLength >= 2 * width * height };
    }
  } else if (file.image.isCompressed() && syntax !== RLE) {
    throw new Error(`transfer syntax ${syntax} is not read`);
  }
  file.image.decompress();
  const value = file.image.getPixelData()?.value;
  if (!(value instanceof DataView)) throw new Error('the pixels cannot be unpacked');
  return { bytes: value, wide };
}

/** ITU-R BT.601 luma; of Y'CbCr images the Y' is it already. */
function luminance(
  values: Int32Array,
  read: (i: number) => number,
  planar: boolean,
  photometric: string,
): void {
  const count = values.length;
  if (photometric.startsWith('YBR') && photometric.includes('422'))
    throw new Error('subsampled colours (YBR 422)');
  for (let i = 0; i < count; i++) {
    const [r, g, b] = planar
      ? [read(i), read(count + i), read(2 * count + i)]
      : [read(3 * i), read(3 * i + 1), read(3 * i + 2)];
    values[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  }
}
