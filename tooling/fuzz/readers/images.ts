import { crc32 } from 'node:zlib';
import { decode, describe } from '../../../packages/datasets-cxr/src/decode/decoder.ts';
import { streamFile, streams } from '../../../packages/datasets-cxr/test/decode/streams.ts';
import { smallPictures } from '../../../packages/datasets-cxr/test/small-pictures.ts';
import { dicomBytes } from '../../../packages/datasets-cxr/test/write-dicom.ts';
import { filesOf, pick, type Target, Wrong } from './target.ts';

/** The size of the compressed frames among the seeds, which need no resizing then. */
const [WIDTH, HEIGHT] = [20, 16];
const options = { width: WIDTH, height: HEIGHT, fit: 'stretch', clahe: null, window: 'header' } as const;
const FIXTURES = 'datasets-cxr/test/fixtures';
/** Fixtures of at most so many bytes are read often. */
const SMALL = 3000;

async function readImage(path: string): Promise<void> {
  const { pixels } = await decode(path, options);
  if (pixels.length !== WIDTH * HEIGHT) throw new Wrong(`${pixels.length} pixels`);
}

const framed = Object.values(streams);
const files = filesOf(FIXTURES, /\.dcm$/);
const header = { patient: 'SECRET-ID', sex: 'F', view: 'PA', accession: '1' };

export const dicom: Target = {
  name: 'dicom',
  seeds: [
    ...files.filter(({ length }) => length <= SMALL),
    ...framed.map((stream) => streamFile(stream)),
    dicomBytes(header, 8),
    dicomBytes({ ...header, pixels: false }),
  ],
  large: files.filter(({ length }) => length > SMALL),
  async read(path) {
    const description = await describe(path).catch((error: unknown) => error);
    await readImage(path);
    if (description instanceof Error && description.constructor !== Error) throw description;
  },
  cut(random) {
    const given = pick(framed, random);
    const whole = Buffer.from(given.stream, 'base64');
    return streamFile(given, whole.subarray(0, Math.floor(whole.length * 0.9 * random())));
  },
};

const small = await smallPictures();
export const raster: Target = {
  name: 'raster',
  seeds: small,
  large: filesOf(FIXTURES, /\.(?:png|jpg)$/),
  mend: (bytes, random) => (random() < 0.7 && bytes[0] === 0x89 ? withSums(bytes) : bytes),
  read: readImage,
  cut(random) {
    const whole = pick(small, random);
    return Buffer.from(whole.subarray(0, Math.floor(whole.length * 0.9 * random())));
  },
};

/** A PNG whose chunks have the right sums again. */
function withSums(bytes: Buffer): Buffer {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) break;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, at + 8 + length)), at + 8 + length);
    at += 12 + length;
  }
  return bytes;
}
