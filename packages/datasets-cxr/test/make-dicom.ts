/** One element: its tag, its VR, and its value or the items of a sequence. */
export interface Part {
  readonly tag: number;
  readonly vr: string;
  readonly value: Buffer | readonly (readonly Part[])[];
  /** Length left open, ended by a delimiter. */
  readonly open?: boolean;
}

/** How elements are written. */
export interface Form {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

const SHORT = new Set('AE AS AT CS DA DS DT IS LO LT PN SH SL SS ST TM UI UL US FL FD'.split(' '));
const LITTLE: Form = { explicit: true, littleEndian: true };

/** Numbers as bytes. */
export const number = (value: number, bytes: number, littleEndian = true): Buffer => {
  const out = Buffer.alloc(bytes);
  if (littleEndian) out.writeUIntLE(value, 0, bytes);
  else out.writeUIntBE(value, 0, bytes);
  return out;
};

/** An element of text, padded to an even length. */
export const text = (tag: number, vr: string, value: string): Part => ({
  tag,
  vr,
  value: Buffer.from(value.length % 2 ? `${value}${vr === 'UI' ? '\0' : ' '}` : value, 'latin1'),
});

/** An element of 16-bit words. */
export const words = (tag: number, vr: string, values: ArrayLike<number>, littleEndian = true): Part => ({
  tag,
  vr,
  value: Buffer.concat(Array.from(values, (value) => number(value & 0xffff, 2, littleEndian))),
});

const tagBytes = (tag: number, littleEndian: boolean): Buffer =>
  Buffer.concat([number(Math.floor(tag / 65536), 2, littleEndian), number(tag % 65536, 2, littleEndian)]);

/** Elements as bytes (PS3.5 7.1, 7.5). */
export function encode(parts: readonly Part[], form: Form = LITTLE): Buffer {
  return Buffer.concat(parts.map((part) => element(part, form)));
}

function element({ tag, vr, value, open = false }: Part, form: Form): Buffer {
  const { littleEndian } = form;
  // What UN holds is implicit and little endian whatever is around it.
  const inside = vr === 'UN' ? { explicit: false, littleEndian: true } : form;
  const body = Buffer.isBuffer(value) ? value : items(value, inside, open);
  const length = open ? 0xffffffff : body.length;
  const end = open ? delimiter(0xfffee0dd, inside) : Buffer.alloc(0);
  const head = tagBytes(tag, littleEndian);
  if (!form.explicit) return Buffer.concat([head, number(length, 4, littleEndian), body, end]);
  const letters = Buffer.from(vr, 'latin1');
  return SHORT.has(vr)
    ? Buffer.concat([head, letters, number(length, 2, littleEndian), body])
    : Buffer.concat([head, letters, Buffer.alloc(2), number(length, 4, littleEndian), body, end]);
}

const delimiter = (tag: number, { littleEndian }: Form): Buffer =>
  Buffer.concat([tagBytes(tag, littleEndian), Buffer.alloc(4)]);

function items(sequence: readonly (readonly Part[])[], form: Form, open: boolean): Buffer {
  return Buffer.concat(
    sequence.flatMap((parts) => {
      const body = encode(parts, form);
      const head = tagBytes(0xfffee000, form.littleEndian);
      return open
        ? [head, number(0xffffffff, 4, form.littleEndian), body, delimiter(0xfffee00d, form)]
        : [head, number(body.length, 4, form.littleEndian), body];
    }),
  );
}

/** Pixels as fragments of compressed bytes behind an empty offset table (PS3.5 A.4). */
export function encapsulated(...fragments: readonly Uint8Array[]): Part {
  const parts = [Buffer.alloc(0), ...fragments].map((bytes) => {
    const even = bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes;
    return Buffer.concat([tagBytes(0xfffee000, true), number(even.length, 4), even]);
  });
  return { tag: 0x7fe00010, vr: 'OB', value: Buffer.concat(parts), open: true };
}

export const SIDE = 64;
/** The picture of most tests: 40 · row + 20 · column, 0 to 3,780. */
export const RAMP = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => 40 * (i >> 6) + 20 * (i % SIDE));

/** What is special about a made file; anything not given is a 12-bit radiograph of the ramp. */
export interface Making {
  readonly syntax?: string;
  readonly form?: Form;
  /** Elements that stand in the place of those with their tags, or besides them. */
  readonly parts?: readonly Part[];
  /** Elements to leave out. */
  readonly without?: readonly number[];
  readonly preamble?: boolean;
  readonly meta?: boolean;
  readonly after?: Buffer;
}

/** A DICOM file. */
export function makeDicom(making: Making = {}): Buffer {
  const { syntax = '1.2.840.10008.1.2.1', form = LITTLE, parts = [], without = [] } = making;
  const { littleEndian } = form;
  const one = (tag: number, value: number): Part => words(tag, 'US', [value], littleEndian);
  const usual: Part[] = [
    text(0x00080060, 'CS', 'DX'),
    text(0x00100020, 'LO', 'SECRET-ID'),
    one(0x00280002, 1),
    text(0x00280004, 'CS', 'MONOCHROME2'),
    one(0x00280010, SIDE),
    one(0x00280011, SIDE),
    one(0x00280100, 16),
    one(0x00280101, 12),
    one(0x00280102, 11),
    one(0x00280103, 0),
    words(0x7fe00010, 'OW', RAMP, littleEndian),
  ];
  const given = new Set([...parts.map(({ tag }) => tag), ...without]);
  const all = [...usual.filter(({ tag }) => !given.has(tag)), ...parts].sort((a, b) => a.tag - b.tag);
  const meta = encode([text(0x00020010, 'UI', syntax)]);
  return Buffer.concat([
    ...(making.preamble === false ? [] : [Buffer.alloc(128), Buffer.from('DICM')]),
    ...(making.meta === false
      ? []
      : [encode([{ tag: 0x00020000, vr: 'UL', value: number(meta.length, 4) }]), meta]),
    encode(all, form),
    ...(making.after ? [making.after] : []),
  ]);
}
