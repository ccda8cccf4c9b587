/** Shares of ten colours for a digit of which `conflicting` do not have its own colour: the others share them evenly. */
export const sharesOf = (digit: number, conflicting: number): number[] =>
  Array.from({ length: 10 }, (_, colour) => (colour === digit ? 1 - conflicting : conflicting / 9));

/**
 * A code for each row, in blocks: within a digit the first rows get code 0, the next code 1, and so on, up to rounded
 * cumulative counts (Nam et al., 2020, `make_attr_labels`). Nothing is drawn at random.
 *
 * @param shares of the codes, for each digit; they add up to 1
 */
export function codesInBlocks(digits: Int32Array, shares: readonly (readonly number[])[]): Int32Array {
  const totals = shares.map(() => 0);
  for (const digit of digits) totals[digit]!++;
  const ends = shares.map((own, digit) => {
    let sum = 0;
    return own.map((share) => {
      sum += share;
      return Math.round(totals[digit]! * sum);
    });
  });
  const seen = shares.map(() => 0);
  return digits.map((digit) => {
    const place = seen[digit]!++;
    const code = ends[digit]!.findIndex((end) => place < end);
    return code < 0 ? ends[digit]!.length - 1 : code;
  });
}
