import { homedir } from 'node:os';
import { sep } from 'node:path';

/** Applies to every text in plain JSON. */
const mapTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
};

/**
 * Paths below the user's home folder as `~/…`: a record is passed on, and whose folder it was is nobody's business.
 *
 * @param options of a data set: plain JSON
 */
export const shortenHome = <T>(options: T, home: string = homedir()): T =>
  home.length < 2
    ? options
    : (mapTexts(options, (text) =>
        text.startsWith(home + sep) ? `~/${text.slice(home.length + 1)}` : text,
      ) as T);

/** The paths that {@link shortenHome} wrote, or a user, as the system knows them. */
export const expandHome = <T>(options: T, home: string = homedir()): T =>
  mapTexts(options, (text) => (text.startsWith('~/') ? home + sep + text.slice(2) : text)) as T;
