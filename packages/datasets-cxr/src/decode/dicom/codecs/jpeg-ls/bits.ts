/** Reads bits of coded data, in which the byte after FF has seven (ITU-T T.87 A.1); FF and a higher byte end them. */
export class JpegLsBits {
  private readonly bytes: Uint8Array;
  private at: number;
  private buffer = 0;
  private count = 0;
  private missing = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.at = start;
  }

  private fill(): void {
    while (this.count <= 16) {
      const { bytes, at } = this;
      const after = at > 0 && bytes[at - 1] === 0xff;
      const ended = at >= bytes.length || (bytes[at] === 0xff && (bytes[at + 1] ?? 255) >= 128);
      const size = after && !ended ? 7 : 8;
      if (ended) this.missing += 8;
      else this.at++;
      this.buffer = (this.buffer << size) | (ended ? 0 : bytes[at]!);
      this.count += size;
    }
  }

  /** So many bits, at most 16. */
  read(bits: number): number {
    if (bits === 0) return 0;
    if (this.count < bits) this.fill();
    this.count -= bits;
    return (this.buffer >>> this.count) & ((1 << bits) - 1);
  }

  /**
   * A number in the limited-length Golomb code of A.5.3.
   *
   * @throws if the code is longer than any
   */
  golomb(k: number, limit: number, rangeBits: number): number {
    let zeros = 0;
    while (this.read(1) === 0)
      if (++zeros > limit) throw new Error('the JPEG-LS stream is damaged or cut short');
    return zeros < limit - rangeBits - 1 ? (zeros << k) + this.read(k) : this.read(rangeBits) + 1;
  }

  /** @throws if more bits were read than there are */
  check(row: number, rows: number): void {
    if (this.missing > this.count)
      throw new Error(`the compressed stream is cut short: it ends in line ${row + 1} of ${rows}`);
  }
}
