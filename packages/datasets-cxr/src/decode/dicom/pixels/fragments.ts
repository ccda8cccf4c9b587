import { readItems } from '../data-set/elements.ts';
import type { DicomFile } from '../open-dicom.ts';
import { joined } from './joined.ts';

/**
 * The stream of the one frame of encapsulated pixels (PS3.5 A.4): all fragments after the offset table, in order. They
 * are followed by their lengths, since a stream may hold the bytes of a delimiter.
 *
 * @throws if the pixels are not encapsulated, have no fragment, or end within one
 */
export function frameStream(file: DicomFile): Uint8Array {
  const { view } = file;
  const element = file.element('PixelData')!;
  if (element.length !== null) {
    throw new Error('the transfer syntax says compressed, but PixelData (7FE0,0010) is not encapsulated');
  }
  const { items } = readItems(view, element, view.byteLength, file.syntax.coding, 1, true);
  const parts = items
    .slice(1)
    .map(({ start, end }) => new Uint8Array(view.buffer, view.byteOffset + start, end! - start));
  const filled = parts.filter((part) => part.length > 0);
  if (filled.length === 0) throw new Error('PixelData (7FE0,0010) has no fragment');
  if (filled.length === 1) return codestreamOf(filled[0]!);
  return codestreamOf(joined(filled));
}

/** The codestream of a JPEG 2000 file (ISO 15444-1 annex I), which some writers put where the bare stream belongs. */
function codestreamOf(stream: Uint8Array): Uint8Array {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream.length < 12 || view.getUint32(4) !== 0x6a50_2020) return stream;
  for (let at = 0; at + 8 <= stream.length; ) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === 0x6a70_3263)
      return stream.subarray(at + 8, length === 0 ? undefined : at + length);
    if (length < 8) break;
    at += length;
  }
  throw new Error('a JPEG 2000 file without a codestream');
}
