/** A small generator of numbers, so that an input is found again by its number alone (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const EXTREMES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** One damage to some bytes: where, and what becomes of them. */
type Damage = (bytes: Buffer, at: number, random: () => number, other: Uint8Array) => Buffer;

const DAMAGES: readonly Damage[] = [
  // Bits and bytes.
  (bytes, at, random) => {
    bytes[at]! ^= 1 << Math.floor(8 * random());
    return bytes;
  },
  (bytes, at, random) => {
    for (let i = 0; i < 1 + 8 * random() && at + i < bytes.length; i++) bytes[at + i] = 256 * random();
    return bytes;
  },
  // Numbers at the ends of their ranges.
  (bytes, at, random) => {
    const value = EXTREMES[Math.floor(random() * EXTREMES.length)]!;
    if (at + 4 > bytes.length) return bytes;
    const [wide, little] = [random() < 0.5, random() < 0.7];
    if (wide) little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
    else little ? bytes.writeUInt16LE(value & 0xffff, at) : bytes.writeUInt16BE(value & 0xffff, at);
    return bytes;
  },
  // The end lost, a piece cut out, put in, or doubled.
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, random) =>
    Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(64 * random()))]),
  (bytes, at, random) => {
    const piece = Buffer.from(Array.from({ length: 1 + 16 * random() }, () => 256 * random()));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
  (bytes, at, random) => {
    const piece = bytes.subarray(at, at + 1 + Math.floor(256 * random()));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
  // A piece of another file.
  (bytes, at, random, other) => {
    const from = Math.floor(random() * other.length);
    const piece = other.subarray(from, from + 1 + Math.floor(128 * random()));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + piece.length)]);
  },
];

/** The bytes with one to four damages, most of them near the beginning, where headers are. */
export function mutate(original: Uint8Array, random: () => number, other: Uint8Array): Buffer {
  let bytes: Buffer = Buffer.from(original);
  for (let count = 1 + Math.floor(4 * random() ** 2); count > 0 && bytes.length > 0; count--) {
    const near = random() < 0.5 ? Math.min(bytes.length, 512) : bytes.length;
    const damage = DAMAGES[Math.floor(random() * DAMAGES.length)]!;
    bytes = damage(bytes, Math.floor(random() * near), random, other);
  }
  return bytes;
}
