import { folded } from '../../spelling.ts';

/**
 * Marks that programs write where nothing is known: missing in a column of any kind. The empty text besides; case and
 * blanks around do not matter. From pandas, R, Excel, SQL, SAS and old C libraries.
 */
const MARKS = new Set([
  ...'na|n/a|n.a.|n.a|<na>|#na|#n/a|#n/a n/a|#nv|#null!|#value!|#div/0!|#ref!|#name?|#num!|#calc!|#spill!|nan|-nan|+nan|nat|.'.split(
    '|',
  ),
  ...'1.#ind|-1.#ind|1.#qnan|-1.#qnan|null|(null)|<null>|\\n'.split('|'),
]);

/**
 * Words with which people say so. In a column of classes they are classes, since "none" may be what a finding is; among
 * numbers, and as the name of a patient, they can mean nothing else.
 */
const WORDS = new Set([
  ...'none|nil|unknown|unk|unkn|not known|not reported|not recorded|not available|not applicable'.split('|'),
  ...'not stated|not done|unspecified|undefined|undetermined|missing|no data|no value|blank|empty'.split('|'),
  ...'refused|declined|pending|tbd|nd|n.d.|n/d|k.a.|keine angabe|unbekannt|inconnu|desconocido'.split('|'),
  ...'withheld|redacted|anonymous|anonymized|anonymised|-|--|---|–|—|?|??|???'.split('|'),
]);

/** Longer texts are no marks; most fields need no closer look. */
const LONGEST = 24;

/** Whether a field says that nothing is known, whatever its column is. */
export const isMissingValue = (text: string): boolean => {
  if (text === '') return true;
  const plain = bare(text);
  return plain === '' || (plain.length <= LONGEST && MARKS.has(plain.toLowerCase()));
};

/** Without blanks and what is not seen; most fields are plain. */
const bare = (text: string): string => (/^[ -~]*$/.test(text) ? text.trim() : folded(text));

/** Whether a field among numbers, or in place of a patient, says so in any way. */
export const meansMissing = (text: string): boolean =>
  isMissingValue(text) || (text.length <= LONGEST && WORDS.has(bare(text).toLowerCase()));
