/** `1:05:09`, `2:31` or `0:07`; `–` if nothing is known. */
export function clock(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Bytes as `412 MB` or `1.4 GB`. */
export function bytes(count: number | null): string {
  if (count === null) return '–';
  return count >= 1e9 ? `${(count / 1e9).toFixed(1)}\u202fGB` : `${Math.round(count / 1e6)}\u202fMB`;
}

/** A pace as `3.2 updates/s`, or `12 s an update` where it is slow. */
export function pace(rate: number | null): string {
  if (rate === null || rate === 0) return '–';
  if (rate < 0.5) return `${(1 / rate).toFixed(1)}\u202fs an update`;
  return `${rate.toFixed(rate < 10 ? 1 : 0)} updates/s`;
}

/** Images a second. */
export function images(rate: number | null, batchSize: number): string {
  if (rate === null || rate === 0 || batchSize === 0) return '';
  const value = rate * batchSize;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} images/s`;
}

/** `1 run`, `3 runs`. */
export const some = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** A number of a line: four figures. */
export const number = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(4))).replace('-', '−') : String(value);
