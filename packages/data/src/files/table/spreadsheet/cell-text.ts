/** How a number of a workbook is shown, as far as it changes what the cell says. */
export type NumberFormat =
  | { readonly kind: 'plain' | 'date' | 'time' }
  | { readonly kind: 'padded'; readonly digits: number };

const PLAIN: NumberFormat = { kind: 'plain' };
/** Formats that have a number and no text (ECMA-376 part 1, 18.8.30), those of East Asia included. */
const DATES = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
] as const;
const TIMES = [
  [18, 21],
  [32, 35],
  [45, 47],
  [55, 56],
] as const;

/** The format of a number in the list of formats, which has its own `code` if the workbook declares it. */
export function formatOf(id: number, code: string | undefined): NumberFormat {
  const within = (ranges: readonly (readonly [number, number])[]) =>
    ranges.some(([from, to]) => id >= from && id <= to);
  if (code === undefined) return within(DATES) ? { kind: 'date' } : within(TIMES) ? { kind: 'time' } : PLAIN;
  // Only the section of positive numbers, without quoted and escaped text, colours and elapsed units.
  const shown = code
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/^0{2,}$/.test(shown)) return { kind: 'padded', digits: shown.length };
  if (/general|[#0?]/i.test(shown.replace(/\.0+/g, '').replace(/[ymdhs]/gi, ''))) return PLAIN;
  // A month by its name alone (mmm, mmmm, mmmmm) belongs to a date; m and mm may be minutes.
  if (/[yd]|m{3}/i.test(shown)) return { kind: 'date' };
  return /[hs]|m/i.test(shown) ? { kind: 'time' } : PLAIN;
}

const DAY = 86_400_000;
/** Day 0 of the two calendars of Excel; the first has a 29 February 1900, before which it is a day off. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** What a cell with a number says: the number in its shortest form, or a date as `2020-03-01` or `2020-03-01 12:30:00`. */
export function numberText(value: number, format: NumberFormat, since1904: boolean): string {
  if (format.kind === 'padded' && Number.isInteger(value) && value >= 0)
    return String(value).padStart(format.digits, '0');
  if (format.kind === 'time' && value >= 0 && value < 1)
    return new Date(Math.round((value * DAY) / 1000) * 1000).toISOString().slice(11, 19);
  if (format.kind !== 'date' || value < 0 || value > 2_958_466) return String(value);
  const early = !since1904 && value < 60 ? 1 : 0;
  const epoch = since1904 ? EPOCH_1904 : EPOCH_1900;
  return dateText(new Date(epoch + Math.round((value + early) * 86_400) * 1000));
}

/** A point in time as tables write it: the date alone at midnight. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = date
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')
    .replace(/\.000$/, '');
  return text.replace(/ 00:00:00$/, '');
}

/** Control characters as the format writes them in texts: `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
