import { MimmxError } from '../errors.ts';
import type { SavedTensor } from '../tensor/index.ts';
import { numbers, type StoredType } from './stored-numbers.ts';

// The little of protobuf and of onnx.proto that initializers need: ModelProto.graph = 7, GraphProto.initializer = 5, and
// of TensorProto dims = 1, data_type = 2, float_data = 4, name = 8, raw_data = 9, data_location = 14.
const TYPES: Readonly<Record<number, StoredType>> = {
  1: 'F32',
  6: 'I32',
  7: 'I64',
  10: 'F16',
  11: 'F64',
  16: 'BF16',
};

interface Field {
  readonly number: number;
  /** Of a varint or a fixed number. */
  readonly value: number;
  /** Of what has a length. */
  readonly bytes: Uint8Array;
}

const NONE: Uint8Array = new Uint8Array();

/** Fields of a message in order. @throws RangeError if it ends within one */
function* fields(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      if (byte === undefined || shift > 63) throw new RangeError('cut off');
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (at + length > message.length) throw new RangeError('cut off');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === 0) yield { number, value: varint(), bytes: NONE };
    else if (wire === 1) yield { number, value: Number.NaN, bytes: take(8) };
    else if (wire === 2) yield { number, value: Number.NaN, bytes: take(varint()) };
    else if (wire === 5) yield { number, value: Number.NaN, bytes: take(4) };
    else throw new RangeError(`wire type ${wire}`);
  }
}

function tensorOf(message: Uint8Array): readonly [string, SavedTensor] | null {
  const shape: number[] = [];
  let type = 0;
  let name = '';
  let raw = NONE;
  let outside = false;
  const floats: Uint8Array[] = [];
  for (const { number, value, bytes } of fields(message)) {
    if (number === 1) {
      if (bytes.length === 0) shape.push(value);
      else for (const one of packed(bytes)) shape.push(one);
    } else if (number === 2) type = value;
    else if (number === 4) floats.push(bytes);
    else if (number === 8) name = new TextDecoder().decode(bytes);
    else if (number === 9) raw = bytes;
    else if (number === 14) outside = value === 1;
  }
  if (outside) {
    throw new MimmxError(
      'E_PRETRAINED',
      `The ONNX file keeps "${name}" in a file beside it. Save it as one file: onnx.save(model, path).`,
    );
  }
  const stored = TYPES[type];
  if (!stored) return null;
  const bytes = raw.length > 0 || floats.length === 0 ? raw : concatenated(floats);
  const found = numbers(stored, bytes);
  // Other fields hold small integers, which no weight is.
  if (found.values.length !== shape.reduce((a, b) => a * b, 1)) return null;
  return [name, { shape, ...found }];
}

function* packed(bytes: Uint8Array): Generator<number> {
  let value = 0;
  let shift = 0;
  for (const byte of bytes) {
    value += (byte & 127) * 2 ** shift;
    shift += 7;
    if (byte >= 128) continue;
    yield value;
    value = shift = 0;
  }
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The initializers of an ONNX file by name. @throws E_PRETRAINED if it is none, or keeps them elsewhere */
export function onnxTensors(file: Uint8Array): Record<string, SavedTensor> {
  const tensors: Record<string, SavedTensor> = {};
  try {
    for (const model of fields(file)) {
      if (model.number !== 7) continue;
      for (const part of fields(model.bytes)) {
        const found = part.number === 5 ? tensorOf(part.bytes) : null;
        if (found) tensors[found[0]] = found[1];
      }
    }
  } catch (error) {
    if (error instanceof RangeError)
      throw new MimmxError(
        'E_PRETRAINED',
        `The file is no whole ONNX model (${error.message}). Export it again.`,
      );
    throw error;
  }
  return tensors;
}
