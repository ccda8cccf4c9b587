/** For each 16 bits that may come next: length of the code that they begin with, and its symbol. 0 if there is none. */
export type HuffmanTable = Uint16Array;

/**
 * Makes a table of codes (ITU-T T.81 annex C).
 *
 * @param counts codes of length 1 to 16
 * @throws if there are more codes than bits can tell apart
 */
export function huffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = new Uint16Array(65536);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    const span = 1 << (16 - length);
    for (let i = 0; i < counts[length - 1]!; i++) {
      if (code + span > 65536) throw new Error('a Huffman table with more codes than there are');
      table.fill((length << 8) | symbols[at++]!, code, code + span);
      code += span;
    }
  }
  return table;
}

/** Reads bits of the entropy-coded data of one scan; `FF00` is a byte FF, any other marker ends the data. */
export class BitReader {
  private readonly bytes: Uint8Array;
  private at: number;
  private buffer = 0;
  private count = 0;
  /** Zero bits that were read because the data had ended. */
  private missing = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.at = start;
  }

  private fill(): void {
    while (this.count <= 16) {
      const { bytes, at } = this;
      let byte = 0;
      if (at >= bytes.length || (bytes[at] === 0xff && bytes[at + 1] !== 0)) this.missing += 8;
      else {
        byte = bytes[at]!;
        this.at += byte === 0xff ? 2 : 1;
      }
      this.buffer = (this.buffer << 8) | byte;
      this.count += 8;
    }
  }

  /** Next symbol of a table. @throws if no code begins so */
  symbol(table: HuffmanTable): number {
    if (this.count < 16) this.fill();
    const entry = table[(this.buffer >>> (this.count - 16)) & 0xffff]!;
    if (entry === 0) throw new Error('the JPEG stream is damaged: no such Huffman code');
    this.count -= entry >> 8;
    return entry & 255;
  }

  /** A difference of so many bits (T.81 F.2.2.1, RECEIVE and EXTEND). */
  difference(bits: number): number {
    if (bits === 0) return 0;
    if (this.count < bits) this.fill();
    this.count -= bits;
    const value = (this.buffer >>> this.count) & ((1 << bits) - 1);
    return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
  }

  /** @throws if more bits were read than the stream has */
  check(row: number, rows: number): void {
    if (this.missing > this.count) {
      throw new Error(`the compressed stream is cut short: it ends in line ${row + 1} of ${rows}`);
    }
  }

  /** Goes on behind the next restart marker. @throws if another or none is there */
  restart(number: number): void {
    const { bytes } = this;
    this.buffer = this.count = this.missing = 0;
    while (bytes[this.at] === 0xff && bytes[this.at + 1] === 0xff) this.at++;
    if (bytes[this.at] !== 0xff || bytes[this.at + 1] !== 0xd0 + (number & 7)) {
      throw new Error('the compressed stream is cut short: a restart marker is missing');
    }
    this.at += 2;
  }
}
