import { crc32, deflateSync } from 'node:zlib';

const tag = (text: string): Buffer => Buffer.from(text.padEnd(4), 'latin1');
const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** The smallest ICC profile of grey with a linear curve (ICC.1:2001-04, 6.1 and 6.3.2): applied, 64 becomes 137. */
export function linearGreyProfile(): Buffer {
  const white = Buffer.concat([tag('XYZ'), word(0), word(0xf6d6), word(0x10000), word(0xd32d)]);
  const curve = Buffer.concat([tag('curv'), word(0), word(0)]);
  const start = 128 + 4 + 2 * 12;
  const table = Buffer.concat([
    word(2),
    tag('wtpt'),
    word(start),
    word(white.length),
    tag('kTRC'),
    word(start + white.length),
    word(curve.length),
  ]);
  const header = Buffer.alloc(128);
  word(start + white.length + curve.length).copy(header, 0);
  word(0x02100000).copy(header, 8);
  header.write('mntrGRAYXYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  for (const [i, value] of [0xf6d6, 0x10000, 0xd32d].entries()) word(value).copy(header, 68 + 4 * i);
  return Buffer.concat([header, table, white, curve]);
}

const chunk = (kind: string, body: Buffer): Buffer => {
  const named = Buffer.concat([tag(kind), body]);
  return Buffer.concat([word(body.length), named, word(crc32(named))]);
};

/** A PNG with a chunk behind its header. */
export const withChunk = (png: Buffer, kind: string, body: Buffer): Buffer =>
  Buffer.concat([png.subarray(0, 33), chunk(kind, body), png.subarray(33)]);

/** A PNG with a profile (PNG 11.3.3.3). */
export const withProfile = (png: Buffer, profile: Buffer): Buffer =>
  withChunk(png, 'iCCP', Buffer.concat([Buffer.from('made\0\0', 'latin1'), deflateSync(profile)]));

/** A PNG of a header alone and one chunk of packed pixels, which may be fewer than it says. */
export function rawPng(
  width: number,
  height: number,
  bits: number,
  type: number,
  interlaced: boolean,
  packed: Buffer,
): Buffer {
  const header = Buffer.concat([
    word(width),
    word(height),
    Buffer.from([bits, type, 0, 0, interlaced ? 1 : 0]),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A JPEG with a segment behind its first marker. */
export function withSegment(jpeg: Buffer, marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(2 + body.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** Body of an APP1 segment with an EXIF block of nothing but an orientation. */
export function orientation(value: number): Buffer {
  const block = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex');
  block.writeUInt16LE(value, 18);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block]);
}
