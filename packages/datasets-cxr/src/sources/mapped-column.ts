import type { Column } from '@mimmx/core';
import type { ColumnBuilder } from '@mimmx/data/files';

/** Distinct texts remembered; a column of classes has a few. */
const MOST = 10_000;

/**
 * A column that all sources write alike, whatever their tables call the values.
 *
 * @param meaning of a trimmed text; worked out once for each text
 */
export function mapped<Made extends Column | null>(
  inner: ColumnBuilder<Made>,
  meaning: (text: string) => string,
): ColumnBuilder<Made> {
  const known = new Map<string, string>();
  return {
    push(text) {
      let value = known.get(text);
      if (value === undefined) {
        value = meaning(text.trim());
        if (known.size < MOST) known.set(text, value);
      }
      inner.push(value);
    },
    done: () => inner.done(),
  };
}
