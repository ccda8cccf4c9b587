import { COST, MOST_MEMORY, MOST_PIXELS_A_BYTE, type Reserve, refuseImplausible } from '../../memory.ts';
import { type StreamHeader, streamHeader } from '../codecs/codestream.ts';
import type { FrameCodecs } from '../codecs/frame-codecs.ts';
import { decodeLossless } from '../codecs/jpeg/lossless.ts';
import { decodeSequential } from '../codecs/jpeg/sequential.ts';
import { decodeJpeg2000, isReversible } from '../codecs/jpeg-2000.ts';
import { decodeJpegLs } from '../codecs/jpeg-ls/decode.ts';
import { decodeRle } from '../codecs/rle.ts';
import type { DicomFile } from '../open-dicom.ts';
import { frameStream } from './fragments.ts';
import { joined } from './joined.ts';
import type { PixelLayout } from './layout.ts';

/** Samples as the codec gives them: `samples` planes or interleaved, each 8 or 16 bit in this machine's byte order. */
export interface Samples {
  readonly values: Uint8Array | Uint16Array;
  /** Colours are planes, one after the other. */
  readonly planar: boolean;
  /** Bits that the stream says its values have; null where only the header says. */
  readonly precision: number | null;
  /** Whether the stream's own values have a sign. */
  readonly signed: boolean;
  /** Bits after which a value's sign stands, where they are not the header's. */
  readonly signBits: number | null;
  /** Whether a value may lie beside the true one, and so beyond the range. */
  readonly lossy: boolean;
}

/** @throws if the bytes are fewer than the layout needs, or the stream is another picture than the header says */
export async function readSamples(
  file: DicomFile,
  layout: PixelLayout,
  codecs: FrameCodecs,
  reserve: Reserve,
): Promise<Samples> {
  const { packing } = file.syntax;
  if (packing === null) throw new Error(`${syntaxName(file.syntaxUid)} is not read; export it uncompressed`);
  const pixels = layout.width * layout.height;
  if (packing === 'none') {
    await reserve(pixels * COST.native);
    return native(file, layout);
  }
  const framed = frameStream(file);
  if (packing === 'rle') {
    refuseImplausible(pixels, framed.length, MOST_PIXELS_A_BYTE.rle);
    await reserve(pixels * COST.rle);
    return runLengths(framed, layout);
  }
  if (layout.samples === 3) throw new Error('compressed colours; a radiograph is grey');
  const stream = withoutPadding(framed);
  const header = streamHeader(stream);
  if (!header) throw new Error(`the frame is no ${packing} stream`);
  // The codecs allocate what the stream's own header says; it must say what the DICOM header says.
  if (header.width !== layout.width || header.height !== layout.height)
    throw new Error('the compressed stream is not of the size that the header says');
  if (header.components !== 1) throw new Error(`a compressed stream of ${header.components} components`);
  if (header.bits > 16) throw new Error(`a compressed stream of ${header.bits} bits`);
  refuseImplausible(pixels, stream.length);
  const cost = pixels * COST[header.kind];
  if (cost > MOST_MEMORY) throw new Error(`${pixels} pixels of ${header.kind}, more than any radiograph`);
  await reserve(cost);
  const { bits: precision, signed } = header;
  // An unsigned JPEG 2000 stream of signed values has their sign where its precision ends.
  const signBits = header.kind === 'jpeg-2000' && !signed ? precision : null;
  const exact = { planar: false, precision, signed, signBits };
  const lossy = header.kind === 'jpeg-2000' ? !isReversible(stream) : header.kind !== 'jpeg-lossless';
  const values = await decodeStream(header, stream, codecs);
  // What stands between header and data may make a codec's picture smaller, or leave nothing of it.
  if (values.length !== pixels)
    throw new Error(`the compressed stream gives ${values.length} of ${pixels} pixels`);
  return { ...exact, values, lossy };
}

async function decodeStream(
  { kind, bits }: StreamHeader,
  stream: Uint8Array,
  codecs: FrameCodecs,
): Promise<Uint8Array | Uint16Array> {
  if (kind === 'jpeg-lossless') return decodeLossless(stream);
  if (kind === 'jpeg') return bits === 8 ? codecs.jpeg8(stream) : decodeSequential(stream);
  return kind === 'jpeg-2000' ? decodeJpeg2000(stream, codecs.openJpeg) : decodeJpegLs(stream);
}

/** A damaged length may have pulled any text of the header into the UID, names among it. */
const syntaxName = (uid: string): string =>
  /^[\d.]{1,64}$/.test(uid) ? `transfer syntax ${uid}` : 'a transfer syntax that is no UID';

/** A fragment is padded with zero to an even length, which must not be taken for data of a stream that is cut. */
function withoutPadding(stream: Uint8Array): Uint8Array {
  let end = stream.length;
  while (end > 1 && stream[end - 1] === 0 && stream[end - 2] !== 0xff) end--;
  return stream.subarray(0, end);
}

const PLAIN = { precision: null, signed: false, signBits: null, lossy: false };

function native(file: DicomFile, layout: PixelLayout): Samples {
  const { width, height, bytes, samples, photometric, planar } = layout;
  const element = file.element('PixelData')!;
  if (element.length === null)
    throw new Error('the transfer syntax says uncompressed, but the pixels are encapsulated');
  const subsampled = samples === 3 && photometric.includes('422');
  const needed = width * height * bytes * (subsampled ? 2 : samples);
  const found = Math.min(element.length, file.view.byteLength - element.start);
  if (found < needed) throw new Error(`truncated: ${found} of ${needed} bytes of pixels`);
  const from = file.view.byteOffset + element.start;
  const copy = new Uint8Array(file.view.buffer, from, needed).slice();
  if (bytes === 2 && !file.littleEndian) swapWords(copy);
  const values = bytes === 2 ? new Uint16Array(copy.buffer) : copy;
  return { ...PLAIN, values, planar };
}

/** Exchanges the two bytes of each word. */
function swapWords(bytes: Uint8Array): void {
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const first = bytes[i]!;
    bytes[i] = bytes[i + 1]!;
    bytes[i + 1] = first;
  }
}

function runLengths(stream: Uint8Array, { width, height, bytes, samples }: PixelLayout): Samples {
  const pixels = width * height;
  const planes = decodeRle(stream, pixels, bytes * samples);
  if (bytes === 1) {
    return {
      ...PLAIN,
      planar: true,
      values: planes.length === 1 ? planes[0]! : joined(planes),
    };
  }
  const [high, low] = planes as [Uint8Array, Uint8Array];
  const values = new Uint16Array(pixels);
  for (let i = 0; i < pixels; i++) values[i] = (high[i]! << 8) | low[i]!;
  return { ...PLAIN, planar: true, values };
}
