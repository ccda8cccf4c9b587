import type { Column } from '@mimmx/core';

const SHOWN = 12;

/** What a column really holds, in one phrase for messages: `the values "F" (410), "M" (590)`. */
export function columnValues(column: Column): string {
  return column.kind === 'number' ? numbers(column.values) : classes(column.codes, column.labels);
}

function classes(codes: Int32Array, labels: readonly string[]): string {
  const counts = new Float64Array(labels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  const shown = labels.slice(0, SHOWN).map((label, code) => `"${label}" (${counts[code]})`);
  const rest = labels.length > SHOWN ? ` and ${labels.length - SHOWN} more` : '';
  return `the values ${shown.join(', ')}${rest}${missingPhrase(missing)}`;
}

function numbers(values: Float64Array): string {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let missing = 0;
  for (const value of values) {
    if (Number.isNaN(value)) missing++;
    else {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (missing === values.length) return 'no value at all';
  return `numbers from ${low} to ${high}${missingPhrase(missing)}`;
}

const missingPhrase = (missing: number): string => (missing > 0 ? `, ${missing} missing` : '');
