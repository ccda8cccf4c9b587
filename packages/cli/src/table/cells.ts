import type { SummaryRow } from '@mimmx/experiment';

type Maybe = number | null | undefined;

/** A fraction in percent, one decimal; a number with three figures as far as they stand behind the point. */
export function cellText(value: Maybe, fraction: boolean): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '–';
  if (fraction) return (100 * value).toFixed(1);
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}

/** A row's value, with its interval if asked: `83.0 [81.8, 84.2]`; `–` where there is none. */
export function rowText(row: SummaryRow | undefined, fraction: boolean, interval: boolean): string {
  const value = cellText(row?.value, fraction);
  if (!interval || row?.value == null || row.low === null || row.high === null) return value;
  return `${value} [${cellText(row.low, fraction)}, ${cellText(row.high, fraction)}]`;
}
