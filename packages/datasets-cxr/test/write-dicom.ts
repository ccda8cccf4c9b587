/** What the header of a made radiograph says. */
export interface MadeHeader {
  readonly patient: string;
  readonly sex: string;
  readonly view: string;
  readonly accession: string;
  readonly modality?: string;
  /** Without pixels it is a report or a presentation state. */
  readonly pixels?: boolean;
}

const short = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

/** One element in explicit little-endian form (PS3.5 7.1.2). */
function element(group: number, number: number, vr: string, value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  const padded =
    bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
  const head = Buffer.alloc(vr === 'OW' ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (vr === 'OW') head.writeUInt32LE(padded.length, 8);
  else head.writeUInt16LE(padded.length, 6);
  return Buffer.concat([head, padded]);
}

/** A small uncompressed radiograph of 12 bits, a ramp. */
export function dicomBytes(
  { patient, sex, view, accession, modality = 'DX', pixels: hasPixels = true }: MadeHeader,
  side = 8,
): Buffer {
  const meta = element(2, 0x10, 'UI', '1.2.840.10008.1.2.1');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const pixels = Buffer.from(Uint16Array.from({ length: side * side }, (_, i) => (i * 61) % 4096).buffer);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(2, 0, 'UL', length),
    meta,
    element(0x08, 0x18, 'UI', `1.2.3.${accession.replace(/\D/g, '')}`),
    element(0x08, 0x50, 'SH', accession),
    element(0x08, 0x60, 'CS', modality),
    element(0x10, 0x20, 'LO', patient),
    element(0x10, 0x40, 'CS', sex),
    element(0x18, 0x5101, 'CS', view),
    element(0x28, 0x02, 'US', short(1)),
    element(0x28, 0x04, 'CS', 'MONOCHROME2'),
    element(0x28, 0x10, 'US', short(side)),
    element(0x28, 0x11, 'US', short(side)),
    element(0x28, 0x100, 'US', short(16)),
    element(0x28, 0x101, 'US', short(12)),
    element(0x28, 0x102, 'US', short(11)),
    element(0x28, 0x103, 'US', short(0)),
    ...(hasPixels ? [element(0x7fe0, 0x10, 'OW', pixels)] : []),
  ]);
}
