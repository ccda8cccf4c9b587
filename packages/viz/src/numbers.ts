/** A number that may be missing: JSON writes NaN as `null`. */
export type Maybe = number | null | undefined;

/** Whether there is a number to show. */
export const known = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

const MISSING = '–';
const MINUS = '\u2212';
const THIN = '\u202f';

const minus = (text: string): string => text.replace('-', MINUS);

/** A fraction as a percentage with one decimal: `84.3 %`. */
export const percent = (fraction: Maybe): string =>
  known(fraction) ? `${percentage(fraction)}${THIN}%` : MISSING;

/** The same without its sign, for columns whose heading has it: `84.3`. */
export const percentage = (fraction: Maybe): string =>
  known(fraction) ? minus((fraction * 100).toFixed(1)) : MISSING;

/** Difference of two fractions in percentage points: `15.2 points`. */
export const points = (difference: Maybe): string =>
  known(difference) ? `${minus((difference * 100).toFixed(1))} points` : MISSING;

/** An interval of fractions in percent: `82.9–85.6`. Empty if an end is missing. */
export const interval = (ends: readonly Maybe[] | null | undefined): string =>
  ends && known(ends[0]) && known(ends[1]) ? `${percentage(ends[0])}–${percentage(ends[1])}` : '';

/** A number with a fixed count of decimals and a true minus sign. */
export const fixed = (value: Maybe, decimals: number): string =>
  known(value) ? minus(value.toFixed(decimals)) : MISSING;

/** A number with three figures, as far as they stand behind the point: `0.412`, `4.12`, `41.2`, `412`. */
export const figures = (value: Maybe): string => {
  if (!known(value)) return MISSING;
  const size = Math.abs(value);
  return fixed(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
};

/** A count with thin spaces between thousands: `12 700`. */
export const count = (value: Maybe): string =>
  known(value)
    ? Math.round(value)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, THIN)
    : MISSING;

/** A duration in the largest fitting unit: `48 s`, `3.2 min`, `1.4 h`. */
export function duration(seconds: Maybe): string {
  if (!known(seconds)) return MISSING;
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 ? 1 : 0)}${THIN}s`;
  if (seconds < 5400) return `${(seconds / 60).toFixed(1)}${THIN}min`;
  return `${(seconds / 3600).toFixed(1)}${THIN}h`;
}

/** Mean of the known numbers; NaN if there is none. */
export function mean(values: readonly Maybe[]): number {
  const numbers = values.filter(known);
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
