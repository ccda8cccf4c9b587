// As much of protocol buffers as an event takes: varints, doubles, floats, and what is inside something else.

/** A field that is ready to be written. */
export type Field = Uint8Array;

const DOUBLE = 1;
const BYTES = 2;
const FLOAT = 5;

function varint(value: number): number[] {
  const bytes: number[] = [];
  // Beyond 32 bits shifts would lose digits.
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) | 0x80);
  }
}

const tag = (field: number, wire: number): number[] => varint(field * 8 + wire);

/** A whole number that is not negative, up to 2^53. */
export const integer = (field: number, value: number): Field =>
  Uint8Array.from([...tag(field, 0), ...varint(value)]);

export function double(field: number, value: number): Field {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return Uint8Array.from([...tag(field, DOUBLE), ...bytes]);
}

export function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return Uint8Array.from([...tag(field, FLOAT), ...bytes]);
}

export const bytes = (field: number, value: Uint8Array): Field =>
  Uint8Array.from([...tag(field, BYTES), ...varint(value.length), ...value]);

export const text = (field: number, value: string): Field => bytes(field, new TextEncoder().encode(value));

/** Fields one after the other. */
export function message(...fields: readonly Field[]): Uint8Array {
  const whole = new Uint8Array(fields.reduce((sum, field) => sum + field.length, 0));
  let at = 0;
  for (const field of fields) {
    whole.set(field, at);
    at += field.length;
  }
  return whole;
}
