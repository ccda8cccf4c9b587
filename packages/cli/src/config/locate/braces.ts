/** Steps over white space and comments of JavaScript, JSON with comments, and YAML's flow style. */
function skipBlank(text: string, at: number): number {
  const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=[\s,{[])#[^\n]*)*/y;
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}

/** The end of the quoted text that begins here. */
function skipQuoted(text: string, at: number): number {
  const quote = text[at];
  let i = at + 1;
  while (i < text.length && text[i] !== quote) i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

const OPENING = '{[(';
const CLOSING = '}])';

/** The comma or bracket that ends the value that begins here. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  let i = at;
  while (i < text.length) {
    const next = skipBlank(text, i);
    const letter = text[next] ?? '';
    if (depth === 0 && (letter === ',' || CLOSING.includes(letter))) return next;
    if (OPENING.includes(letter)) depth++;
    else if (CLOSING.includes(letter)) depth--;
    i = '"\'`'.includes(letter) && letter !== '' ? skipQuoted(text, next) : next + 1;
  }
  return i;
}

const KEY = /(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w$-]+))\s*:/y;

/** An entry of an object or a list: where it begins, and where its value does. */
interface Entry {
  readonly key: string;
  readonly at: number;
  readonly value: number;
}

/** The entries of the object or list whose bracket stands at `open`. */
function* entriesAt(text: string, open: number): Generator<Entry> {
  const isList = text[open] === '[';
  let at = skipBlank(text, open + 1);
  for (let index = 0; at < text.length && !CLOSING.includes(text[at] ?? ''); index++) {
    KEY.lastIndex = at;
    const named = isList ? null : KEY.exec(text);
    const value = named ? skipBlank(text, at + named[0].length) : at;
    const key = named ? (named[1] ?? named[2] ?? named[3] ?? '') : String(index);
    if (isList || named) yield { key, at, value };
    const end = skipValue(text, value);
    at = skipBlank(text, text[end] === ',' ? end + 1 : end);
  }
}

/**
 * Follows a path through nested braces.
 *
 * @param open place of the outermost bracket
 * @returns where the deepest part of the path that is written out begins, and how many parts that is
 */
export function followBraces(
  text: string,
  open: number,
  path: readonly PropertyKey[],
): { readonly at: number; readonly found: number } {
  let place = { at: open, found: 0 };
  let bracket = open;
  for (const part of path) {
    if (text[bracket] !== '{' && text[bracket] !== '[') break;
    const entry = [...entriesAt(text, bracket)].find(({ key }) => key === String(part));
    if (!entry) break;
    place = { at: entry.at, found: place.found + 1 };
    bracket = entry.value;
  }
  return place;
}
