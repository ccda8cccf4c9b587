/**
 * Numbers that tables write where nothing is known: UK Biobank's −1 (does not know), −3 (prefers not to say), PLINK's −9,
 * and rows of one digit. They are numbers until an option says otherwise.
 */
const SENTINEL = new Set([
  ...[-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -77, -88, -99, -777, -818, -888, -999, -9999, -99999],
  ...[77, 88, 99, 777, 888, 998, 999, 8888, 9998, 9999, 99999, 999999],
]);

export const mayMeanMissing = (value: number): boolean => SENTINEL.has(value);

/** Whether such a number is none of the others: below 0 where these are not, or far above all of them. */
export const standsApart = (value: number, least: number, most: number): boolean =>
  value < 0 ? least >= 0 && least <= most : value > 4 * most && most > 0;
