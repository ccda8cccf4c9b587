/** cos((2x + 1) u π / 16) · C(u) / 2, by [x][u] (ITU-T T.81 A.3.3). */
const BASIS = Float64Array.from({ length: 64 }, (_, i) => {
  const [x, u] = [i >> 3, i & 7];
  return (Math.cos(((2 * x + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 : 1)) / 2;
});
const between = new Float64Array(64);

/** Inverse discrete cosine transform of an 8 × 8 block, in place, exact to the last bits of a double. */
export function inverseDct(block: Float64Array): void {
  for (let v = 0; v < 8; v++) {
    const row = 8 * v;
    for (let x = 0; x < 8; x++) {
      let sum = 0;
      for (let u = 0; u < 8; u++) sum += BASIS[8 * x + u]! * block[row + u]!;
      between[row + x] = sum;
    }
  }
  for (let x = 0; x < 8; x++) {
    for (let y = 0; y < 8; y++) {
      let sum = 0;
      for (let v = 0; v < 8; v++) sum += BASIS[8 * y + v]! * between[8 * v + x]!;
      block[8 * y + x] = sum;
    }
  }
}
