/** Sizes and times for people. */
export const bytes = (value: number): string => {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let [size, unit] = [value, 0];
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : size.toFixed(0)} ${units[unit]}`;
};

/** `45 s`, `12 min`, `3.5 h`, `2.1 days`. */
export const duration = (seconds: number): string => {
  if (seconds < 90) return `${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
  if (seconds < 5400) return `${(seconds / 60).toFixed(0)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${(seconds / 86_400).toFixed(1)} days`;
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** A number for tables: `0.9`, `0.0001`, `lambda`. */
export const cell = (value: string | number | undefined): string =>
  value === undefined ? '' : String(value);

/** Tags in words: `mimm-x, seed 0, strength 0.9`. */
export const tagsText = ({ method, ...rest }: Readonly<Record<string, string | number>>): string =>
  [method, ...Object.entries(rest).map(([name, value]) => `${name} ${value}`)].join(', ');
