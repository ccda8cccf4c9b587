const DAMAGED = 'it is damaged';

/**
 * Unpacks Snappy's raw format (google/snappy, format_description.txt) into exactly so many bytes. Every step takes
 * bytes of the input or fails: a length of 2³¹ and more would send others back to where they were.
 *
 * @param length unpacked bytes
 * @throws if the input is damaged, or unpacks to more or fewer bytes
 */
export function unpackSnappy(input: Uint8Array, length: number): Uint8Array {
  const said = preamble(input);
  // A byte stands for 22 at most: three of them copy 64.
  if (said.length !== length || length > 64 * input.length) throw new Error(DAMAGED);
  const output = new Uint8Array(length);
  let [from, to] = [said.end, 0];
  while (from < input.length) {
    const tag = input[from++]!;
    if ((tag & 3) === 0) {
      const extra = Math.max(0, (tag >> 2) - 59);
      const count = 1 + (extra > 0 ? littleEndian(input, from, extra) : tag >> 2);
      from += extra;
      if (from + count > input.length || to + count > length) throw new Error(DAMAGED);
      output.set(input.subarray(from, from + count), to);
      from += count;
      to += count;
      continue;
    }
    const extra = [0, 1, 2, 4][tag & 3]!;
    const low = littleEndian(input, from, extra);
    from += extra;
    const [count, back] =
      extra === 1 ? [4 + ((tag >> 2) & 7), low + ((tag >> 5) << 8)] : [1 + (tag >> 2), low];
    if (back === 0 || back > to || to + count > length) throw new Error(DAMAGED);
    // One by one: a copy may reach into what it writes.
    for (const end = to + count; to < end; to++) output[to] = output[to - back]!;
  }
  if (to !== length) throw new Error(DAMAGED);
  return output;
}

/** The unpacked length that stands before everything. */
function preamble(input: Uint8Array): { length: number; end: number } {
  let length = 0;
  for (let i = 0; i < 5 && i < input.length; i++) {
    length += (input[i]! & 127) * 128 ** i;
    if (input[i]! < 128) return { length, end: i + 1 };
  }
  throw new Error(DAMAGED);
}

function littleEndian(input: Uint8Array, at: number, bytes: number): number {
  if (at + bytes > input.length) throw new Error(DAMAGED);
  let value = 0;
  for (let i = bytes - 1; i >= 0; i--) value = value * 256 + input[at + i]!;
  return value;
}
