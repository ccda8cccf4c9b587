import type { Column } from '@mimmx/core';
import { type ColumnBuilder, isMissingValue, shownTexts } from '@mimmx/data/files';

/** Distinct texts remembered; a column of classes has a few. */
const MOST = 10_000;

/**
 * A column that all sources write alike, whatever their tables call the values. Texts without a meaning are missing,
 * with a note.
 *
 * @param meaning of a trimmed text; worked out once for each text. Empty if it has none
 */
export function mapped<Made extends Column | null>(
  inner: ColumnBuilder<Made>,
  meaning: (text: string) => string,
): ColumnBuilder<Made> {
  const known = new Map<string, string>();
  const strange = new Map<string, number>();
  return {
    push(text) {
      let value = known.get(text);
      if (value === undefined) {
        value = meaning(text.trim());
        if (known.size < MOST) known.set(text, value);
      }
      if (value === '' && !isMissingValue(text) && strange.size < MOST)
        strange.set(text, (strange.get(text) ?? 0) + 1);
      inner.push(value);
    },
    done() {
      const column = inner.done();
      if (column === null || strange.size === 0) return column;
      return { ...column, notes: [`${shownTexts(strange)} read as missing`] };
    },
  };
}
