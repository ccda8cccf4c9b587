/** One grey image in memory, row-major. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** 8 or 16 bit of full range. */
  readonly pixels: Uint8Array | Uint16Array;
}
