/** Plain numbers that say no more than a double keeps. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
/** As NumPy and C write floats (`1.000e+00`): a point and a sign, so that it is no code (`1E50` is one of ICD-11). */
const FLOAT = /^[+-]?(\d+\.\d*)e[+-]\d{1,3}$/i;
const MOST_DIGITS = 15;

/** What stands in a text and is not seen: zero widths, soft hyphens, marks of direction. */
const UNSEEN = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * A text without what is not meant: blanks around it, runs of blanks, what is not seen, the form in which Unicode writes
 * a letter, and the `="…"` in which programs hand a text to Excel.
 */
export const tidy = (text: string): string => {
  const plain = /^[!-~]*$/.test(text)
    ? text
    : text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
  return plain.startsWith('="') && plain.endsWith('"') && plain.length > 2 ? plain.slice(2, -1) : plain;
};

/**
 * What texts are compared by, before their case: wide and narrow forms of letters and digits, hyphens, minus signs and
 * apostrophes of all kinds are one, and the apostrophe that keeps a spreadsheet from reading a number is none.
 */
export function folded(text: string): string {
  const plain = tidy(text);
  const bare = /^'[\d=+@-]/.test(plain) ? plain.slice(1) : plain;
  if (/^[ -~]*$/.test(bare)) return bare;
  return bare
    .replace(/[\u2010\u2011\u2212]/g, '-')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .normalize('NFKC');
}

/** The number that a class is called by, written in one way (`1` for `1.0`, `01` and `+1`), or null. */
export function numberName(text: string): string | null {
  const mantissa = NUMBER.test(text) ? text : FLOAT.exec(text)?.[1];
  if (mantissa === undefined) return null;
  const digits = mantissa.replace(/^[+-]?0*(?=\d)/, '').replace(/(\.\d*?)0+$/, '$1');
  return digits.length > MOST_DIGITS ? null : String(Number(text) + 0);
}

/**
 * What two writings of one class have in common. One rule holds for classes, headers and ids: blanks around a text and
 * runs of blanks, upper and lower case, and the Unicode form do not matter ({@link folded}), and equal numbers are equal
 * however they are written.
 */
export function classKey(text: string): string {
  const plain = folded(text);
  return numberName(plain) ?? plain.toLowerCase();
}

/** The same for who a patient is: whole numbers of any length may have been made `1000.0` or lost leading zeros. */
export function patientKey(text: string): string {
  const plain = folded(text);
  return wholeNumber(plain) ?? plain.toLowerCase();
}

/** A whole number without leading zeros and without `.0` or `,0`, or null. */
export function wholeNumber(text: string): string | null {
  const match = /^0*(\d+)(?:\.0*|,0)?$/.exec(text);
  if (match) return match[1]!;
  const float = FLOAT.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(float) && float >= 0 ? String(float) : null;
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
