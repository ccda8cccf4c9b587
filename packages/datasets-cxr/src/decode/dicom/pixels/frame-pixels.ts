import { type Reserve, unshared } from '../../memory.ts';
import type { FrameCodecs } from '../codecs/frame-codecs.ts';
import type { DicomFile } from '../open-dicom.ts';
import { type PixelLayout, pixelLayout } from './layout.ts';
import { readSamples, type Samples } from './samples.ts';

/** Values as they are stored in the file, sign-extended, row-major; colour as luma. */
export interface StoredPixels {
  readonly width: number;
  readonly height: number;
  readonly values: Uint16Array | Int16Array;
  readonly bits: number;
  readonly signed: boolean;
}

/** @throws if there is no pixel data, more than one frame, or fewer bytes than rows × columns need */
export async function framePixels(
  file: DicomFile,
  codecs: FrameCodecs,
  reserve: Reserve = unshared,
): Promise<StoredPixels> {
  const layout = pixelLayout(file);
  const samples = await readSamples(file, layout, codecs, reserve);
  const { width, height } = layout;
  if (layout.samples === 3) {
    return { width, height, values: luma(samples, layout), bits: 8, signed: false };
  }
  return { width, height, values: extended(samples, layout), bits: layout.bits, signed: layout.signed };
}

/** Cuts a sample's unused bits and extends its sign. */
function extended(samples: Samples, layout: PixelLayout): Uint16Array | Int16Array {
  const { signed } = layout;
  const { precision, lossy } = samples;
  const raw = samples.values instanceof Uint16Array ? samples.values : Uint16Array.from(samples.values);
  // A stream whose samples have just the stored bits holds them without the unused ones.
  const shift = precision !== null && precision <= layout.bits ? 0 : layout.shift;
  if (lossy && !signed && !samples.signed) {
    const most = 2 ** layout.bits - 1;
    for (let i = 0; i < raw.length; i++) if (raw[i]! >> shift > most) raw[i] = most << shift;
  }
  if (!signed) {
    if (shift === 0 && layout.bits === 16) return raw;
    const mask = 2 ** layout.bits - 1;
    for (let i = 0; i < raw.length; i++) raw[i] = (raw[i]! >> shift) & mask;
    return raw;
  }
  const values = new Int16Array(raw.buffer, raw.byteOffset, raw.length);
  const unused = 32 - Math.min(layout.bits, samples.signBits ?? 16);
  if (shift === 0 && unused === 16) return values;
  for (let i = 0; i < raw.length; i++) values[i] = ((raw[i]! >> shift) << unused) >> unused;
  return values;
}

/** ITU-R BT.601 luma; of Y'CbCr images the Y' is it already (PS3.3 C.7.6.3.1.2). */
function luma({ values, planar }: Samples, { width, height, photometric }: PixelLayout): Uint16Array {
  const count = width * height;
  const out = new Uint16Array(count);
  const [step, plane] = planar ? [1, count] : [3, 1];
  if (photometric.startsWith('YBR')) {
    // Y Y Cb Cr of two neighbours each.
    const half = photometric.includes('422') && values.length < 3 * count;
    for (let i = 0; i < count; i++) out[i] = values[half ? 4 * (i >> 1) + (i & 1) : step * i]!;
    return out;
  }
  for (let i = 0; i < count; i++) {
    const at = step * i;
    out[i] = Math.round(0.299 * values[at]! + 0.587 * values[at + plane]! + 0.114 * values[at + 2 * plane]!);
  }
  return out;
}
