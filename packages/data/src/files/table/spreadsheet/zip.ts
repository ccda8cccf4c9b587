import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';

/** A file within a zip archive. */
interface ZipEntry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  /** CRC-32 of its unpacked bytes. */
  readonly sum: number;
  /** Where its local header stands. */
  readonly at: number;
}

/** The directory of a zip archive (PKWARE's APPNOTE 4.3), whose files are read as streams. */
export interface Zip {
  readonly names: readonly string[];
  /** Stream of a file's bytes, unpacked. @throws if the archive has no such file, or packs it in another way */
  open(name: string): Promise<Readable>;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record and the longest comment behind it. */
const TAIL = 22 + 65535;
/** A workbook has a dozen files or two for each sheet. */
const MOST_ENTRIES = 10_000;
const MOST_DIRECTORY = 16 << 20;
/** What unpacks to more than this and to more than {@link DENSEST} times its size holds nothing but repetition. */
const LARGE = 72 << 20;
const DENSEST = 200;

/** @throws if it is no zip archive, or one of more than 4 GiB */
export async function openZip(path: string): Promise<Zip> {
  const file = await open(path);
  let entries: Map<string, ZipEntry>;
  try {
    entries = await directory(file);
  } finally {
    await file.close();
  }
  const plain = new Map([...entries].map(([name, entry]) => [name.toLowerCase(), entry]));
  return {
    names: [...entries.keys()],
    async open(name) {
      // Names of parts are the same in any case (ECMA-376 part 2, 6.2.2.3).
      const entry = entries.get(name) ?? plain.get(name.toLowerCase());
      if (!entry) throw new Error(`the archive has no file ${name}`);
      return contents(path, entry);
    },
  };
}

async function directory(file: FileHandle): Promise<Map<string, ZipEntry>> {
  const { size } = await file.stat();
  const tail = await part(file, Math.max(0, size - TAIL), Math.min(size, TAIL));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error('the archive is cut short');
  const [count, length, at] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (count > MOST_ENTRIES || length > MOST_DIRECTORY || at + length > size)
    throw new Error('the archive is damaged, or larger than 4 GiB');
  const bytes = await part(file, at, length);
  const entries = new Map<string, ZipEntry>();
  for (let from = 0; from + 46 <= bytes.length; ) {
    if (bytes.readUInt32LE(from) !== ENTRY) throw new Error('the archive is damaged');
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(from + place)) as [
      number,
      number,
      number,
    ];
    const [size, packed, at] = longNumbers(
      [24, 20, 42].map((place) => bytes.readUInt32LE(from + place)),
      bytes.subarray(from + 46 + name, from + 46 + name + extra),
    ) as [number, number, number];
    const method = bytes.readUInt16LE(from + 10);
    const sum = bytes.readUInt32LE(from + 16);
    const called = bytes.toString('utf8', from + 46, from + 46 + name).replace(/^\//, '');
    entries.set(called, { method, packed, size, sum, at });
    from += 46 + name + extra + comment;
  }
  return entries;
}

/** Numbers of an entry, of which some writers put even small ones into its extra field as 8 bytes (APPNOTE 4.5.3). */
function longNumbers(numbers: readonly number[], extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  let from = at + 4;
  return numbers.map((number) => {
    if (number !== 0xffff_ffff || from + 8 > extra.length) return number;
    from += 8;
    return Number(extra.readBigUInt64LE(from - 8));
  });
}

async function contents(path: string, { method, packed, size, sum, at }: ZipEntry): Promise<Readable> {
  if (method !== 0 && method !== 8) throw new Error('a file in it is packed in a way that is not read');
  if (size > LARGE && size > DENSEST * packed) throw new Error(`it unpacks to ${size} bytes of repetition`);
  const file = await open(path);
  let from: number;
  try {
    const header = await part(file, at, 30);
    if (header.readUInt32LE(0) !== LOCAL) throw new Error('the archive is damaged');
    from = at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
  if (packed === 0) return createReadStream(path, { start: 0, end: 0 }).take(0);
  const source = createReadStream(path, { start: from, end: from + packed - 1, highWaterMark: 1 << 16 });
  if (method === 0) return Readable.from(checked(source, sum));
  const inflate = createInflateRaw();
  source.on('error', (error) => inflate.destroy(error));
  inflate.on('close', () => source.destroy());
  return Readable.from(checked(source.pipe(inflate), sum));
}

/** The bytes of a stream, whose sum is looked at behind the last. */
async function* checked(stream: Readable, sum: number): AsyncGenerator<Buffer> {
  let found = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    found = crc32(chunk, found);
    yield chunk;
  }
  if (found !== sum) throw new Error('the archive is damaged: a file in it is not what its sum says');
}

async function part(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw new Error('the archive is cut short');
  return buffer;
}
