import { MimmxError } from '@mimmx/core/contracts';

const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
const PREAMBLE = MAGIC.length + 2 + 2;
const ALIGNMENT = 64;

/** An array as NumPy saves it. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
}

const DESCRIPTIONS = {
  Float32Array: '<f4',
  Float64Array: '<f8',
  Int32Array: '<i4',
  Uint8Array: '|u1',
} as const;
const READERS = {
  '<f4': (bytes: ArrayBuffer) => new Float32Array(bytes),
  '<f8': (bytes: ArrayBuffer) => new Float64Array(bytes),
  '<i4': (bytes: ArrayBuffer) => new Int32Array(bytes),
  '|u1': (bytes: ArrayBuffer) => new Uint8Array(bytes),
} as const;

const countOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * What an `.npy` file (version 1.0, little-endian, C order) begins with; the values follow as they lie in memory.
 *
 * @param type name of the values' class
 */
export function npyHeader(shape: readonly number[], type: keyof typeof DESCRIPTIONS): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const header = `{'descr': '${DESCRIPTIONS[type]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = Math.ceil((PREAMBLE + header.length + 1) / ALIGNMENT) * ALIGNMENT - PREAMBLE;
  const bytes = new Uint8Array(PREAMBLE + padded);
  bytes.set(MAGIC);
  bytes[6] = 1;
  new DataView(bytes.buffer).setUint16(8, padded, true);
  bytes.set(new TextEncoder().encode(`${header.padEnd(padded - 1)}\n`), PREAMBLE);
  return bytes;
}

/**
 * Encodes an array in NumPy's `.npy` format, version 1.0 (little-endian, C order).
 *
 * @throws E_NPY if the shape and the number of values disagree
 */
export function encodeNpy({ shape, values }: NpyArray): Uint8Array {
  if (countOf(shape) !== values.length) {
    throw new MimmxError(
      'E_NPY',
      `An array of shape [${shape.join(', ')}] cannot hold ${values.length} values.`,
    );
  }
  const header = npyHeader(shape, values.constructor.name as keyof typeof DESCRIPTIONS);
  const bytes = new Uint8Array(header.length + values.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length);
  return bytes;
}

/**
 * Decodes an `.npy` file of float32, float64, int32 or uint8 in C order.
 *
 * @throws E_NPY if it is not one, is cut short, or holds another type
 */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREAMBLE + 2 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new MimmxError('E_NPY', 'Not an .npy file: it does not begin with the magic bytes of NumPy.');
  }
  const start = bytes[6] === 1 ? PREAMBLE : PREAMBLE + 2;
  const end = start + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  const description = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '?';
  const dimensions = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  const read = READERS[description as keyof typeof READERS];
  if (!read || dimensions === undefined || !/'fortran_order':\s*False/.test(header)) {
    throw new MimmxError(
      'E_NPY',
      `An .npy file of type ${description} in this order is not read here; save it as float32 in C order.`,
    );
  }
  const shape = dimensions
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  // Copied, so that it is aligned; the slice of a Buffer would be a view.
  const content = Uint8Array.from(bytes.subarray(end));
  if (content.length !== countOf(shape) * read(new ArrayBuffer(0)).BYTES_PER_ELEMENT) {
    throw new MimmxError(
      'E_NPY',
      `An .npy file of shape [${shape.join(', ')}] has ${content.length} bytes of values; it is cut short or damaged.`,
    );
  }
  return { shape, values: read(content.buffer) };
}
