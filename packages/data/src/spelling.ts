/** Plain numbers that say no more than a double keeps. No exponents: `1E50` is a code of ICD-11. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const MOST_DIGITS = 15;

/** A text without what is not meant: blanks around it, runs of blanks, and the form in which Unicode writes a letter. */
export const tidy = (text: string): string =>
  /^[!-~]*$/.test(text)
    ? text
    : text
        .normalize('NFC')
        .replace(/[\s\u200b\ufeff]+/g, ' ')
        .trim();

/** The number that a class is called by, written in one way (`1` for `1.0`, `01` and `+1`), or null. */
export function numberName(text: string): string | null {
  if (!NUMBER.test(text) || text.length > MOST_DIGITS) return null;
  return String(Number(text) + 0);
}

/**
 * What two writings of one class have in common. One rule holds for classes, headers and ids: blanks around a text and
 * runs of blanks, upper and lower case, and the Unicode form do not matter, and equal numbers are equal however they
 * are written.
 */
export function classKey(text: string): string {
  const plain = tidy(text);
  return numberName(plain) ?? plain.toLowerCase();
}

/** The same for who a patient is: whole numbers of any length may have been made `1000.0` or lost leading zeros. */
export function patientKey(text: string): string {
  const plain = tidy(text);
  return wholeNumber(plain) ?? plain.toLowerCase();
}

/** A whole number without leading zeros and without `.0`, or null. */
export function wholeNumber(text: string): string | null {
  const match = /^0*(\d+)(?:\.0*)?$/.exec(text);
  return match ? match[1]! : null;
}

/** The writing to show of several with their counts: the most frequent one; of equals the first in code order. */
export function usualSpelling(spellings: ReadonlyMap<string, number>): string {
  let [best, most] = ['', 0];
  for (const [text, count] of spellings)
    if (count > most || (count === most && text < best)) [best, most] = [text, count];
  return best;
}

/** Texts with how often they occur, for a message, the most frequent first: `"F" (20), "f" (3)`. */
export function shownTexts(texts: ReadonlyMap<string, number>, most = 5): string {
  const sorted = [...texts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = sorted
    .slice(0, most)
    .map(([text, count]) => `${JSON.stringify(text.slice(0, 40))} (${count})`);
  return shown.join(', ') + (sorted.length > most ? ` and ${sorted.length - most} more` : '');
}
