import { MimmxError } from '../errors.ts';
import type { SavedTensor } from '../tensor/index.ts';
import { BYTES, numbers, type StoredType } from './stored-numbers.ts';

// The format of Hugging Face's safetensors: 8 bytes with the length of the header (little-endian), the header in JSON,
// padded with blanks to 8 bytes, and the bytes of all tensors end to end.
const TYPES = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;
const PREFIX = 8;

interface Entry {
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Tensors as a `.safetensors` file.
 *
 * @param metadata texts that the file carries beside them
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, SavedTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  let offset = 0;
  // Names in order, wide types first, so that every tensor begins at a multiple of its own width.
  const entries = Object.entries(tensors).sort(([a, s], [b, t]) => {
    const [wide, narrow] = [s, t].map(({ dtype }) => BYTES[TYPES[dtype]]) as [number, number];
    return narrow - wide || (a < b ? -1 : 1);
  });
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, dtype, values }] of entries) {
    header[name] = { dtype: TYPES[dtype], shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = PREFIX + Math.ceil(text.length / PREFIX) * PREFIX;
  const bytes = new Uint8Array(start + offset).fill(0x20, PREFIX, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - PREFIX), true);
  bytes.set(text, PREFIX);
  offset = start;
  for (const [, { values }] of entries) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return bytes;
}

/**
 * Reads a `.safetensors` file. Half and double precision become float32, 64-bit integers int32.
 *
 * @throws E_SAFETENSORS if it is no such file, or is cut off
 */
export function decodeSafetensors(bytes: Uint8Array): {
  readonly tensors: Record<string, SavedTensor>;
  readonly metadata: Record<string, string>;
} {
  const refuse = (what: string) =>
    new MimmxError('E_SAFETENSORS', `This is no whole safetensors file: ${what}. Write it again.`);
  if (bytes.length < PREFIX) throw refuse(`it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > bytes.length - PREFIX) throw refuse('its header is longer than the file');
  let header: Record<string, Entry> & { readonly __metadata__?: Record<string, string> };
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + length)));
  } catch {
    throw refuse('its header is not JSON');
  }
  const data = bytes.subarray(PREFIX + length);
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors = Object.entries(entries as Record<string, Entry>).map(([name, entry]) => {
    const [from, to] = entry.data_offsets;
    const bytes = BYTES[entry.dtype];
    if (bytes === undefined) throw refuse(`"${name}" is of type ${entry.dtype}`);
    const size = entry.shape.reduce((a, b) => a * b, 1) * bytes;
    if (to - from !== size || to > data.length) throw refuse(`"${name}" has other bytes than its shape`);
    return [name, { shape: entry.shape, ...numbers(entry.dtype, data.subarray(from, to)) }] as const;
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}
