// A reader of event files, written against the specifications alone and sharing nothing with the writer.
import { readFileSync } from 'node:fs';

/** CRC32C bit by bit (RFC 3720), without a table. */
function crc(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  }
  return ~c >>> 0;
}

const unmask = (masked: number): number => {
  const rotated = (masked - 0xa282ead8) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
};

interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** Fields of a message in order. @throws if it ends early or has an unknown wire type */
function fieldsOf(bytes: Uint8Array): Field[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * shift;
      if (byte < 128) return value;
    }
  };
  const fields: Field[] = [];
  while (at < bytes.length) {
    const key = varint();
    const number = key >>> 3;
    switch (key & 7) {
      case 0:
        fields.push({ number, value: varint() });
        break;
      case 1:
        fields.push({ number, value: view.getFloat64(at, true) });
        at += 8;
        break;
      case 2: {
        const length = varint();
        if (at + length > bytes.length) throw new Error('a field ends beyond its message');
        fields.push({ number, value: bytes.subarray(at, at + length) });
        at += length;
        break;
      }
      case 5:
        fields.push({ number, value: view.getFloat32(at, true) });
        at += 4;
        break;
      default:
        throw new Error(`wire type ${key & 7}`);
    }
  }
  return fields;
}

const one = (fields: readonly Field[], number: number) =>
  fields.find((field) => field.number === number)?.value;
const textOf = (value: number | Uint8Array | undefined): string =>
  new TextDecoder().decode(value as Uint8Array);

export interface ReadEvent {
  readonly wallTime: number;
  readonly step: number;
  readonly version?: string;
  /** Status of a session log: 1 is START. */
  readonly session?: number;
  readonly scalars: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** Events of a file, with both checksums of each record looked at. */
export function readEvents(path: string): ReadEvent[] {
  const bytes = new Uint8Array(readFileSync(path));
  const view = new DataView(bytes.buffer);
  const events: ReadEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    if (unmask(view.getUint32(at + 8, true)) !== crc(bytes.subarray(at, at + 8)))
      throw new Error('length checksum');
    const data = bytes.subarray(at + 12, at + 12 + length);
    if (data.length !== length) throw new Error('a record ends beyond its file');
    if (unmask(view.getUint32(at + 12 + length, true)) !== crc(data)) throw new Error('data checksum');
    at += length + 16;
    const event = fieldsOf(data);
    const values = fieldsOf((one(event, 5) as Uint8Array | undefined) ?? new Uint8Array()).map(({ value }) =>
      fieldsOf(value as Uint8Array),
    );
    const session = one(event, 7) as Uint8Array | undefined;
    const version = one(event, 3);
    events.push({
      wallTime: one(event, 1) as number,
      step: (one(event, 2) as number | undefined) ?? 0,
      ...(version !== undefined && { version: textOf(version) }),
      ...(session && { session: one(fieldsOf(session), 1) as number }),
      scalars: Object.fromEntries(
        values.flatMap((own) =>
          one(own, 2) === undefined ? [] : [[textOf(one(own, 1)), one(own, 2) as number]],
        ),
      ),
      texts: Object.fromEntries(
        values.flatMap((own) => {
          const tensor = one(own, 8) as Uint8Array | undefined;
          return tensor ? [[textOf(one(own, 1)), textOf(one(fieldsOf(tensor), 8))]] : [];
        }),
      ),
    });
  }
  return events;
}
