import type { Column } from '@mimmx/core';
import {
  type ColumnBuilder,
  createRows,
  type ManifestTable,
  mergeRepeats,
  missingTest,
  type Quarantine,
  type RowIdentity,
  type TableOptions,
} from '@mimmx/data/files';

/** Collects several columns from one text of each row, such as a list of findings. */
export interface SeveralColumns {
  push(text: string): void;
  done(): Readonly<Record<string, Column>>;
}

/** Rows and named columns that are filled together. */
export interface Collector {
  /** Takes a row with a text for every column, unless its identity contradicts an earlier row. */
  add(identity: RowIdentity, values: readonly string[]): void;
  done(): ManifestTable;
}

/**
 * @param table name of the table's file, for messages
 * @param columns builders by column name; `add` gives their texts in this order. A builder that ends with null makes
 *   no column, and one of several columns names them itself. Pairs and not an object, whose keys would come in another
 *   order where they are whole numbers.
 * @param reading which texts are missing, and what becomes of rows of one image
 */
export function collect(
  table: string,
  quarantine: Quarantine,
  columns: readonly (readonly [name: string, builder: ColumnBuilder | SeveralColumns])[],
  reading: Pick<TableOptions, 'missing' | 'repeats'>,
): Collector {
  const rows = createRows(table, quarantine);
  const missing = missingTest(reading.missing);
  return {
    add(identity, values) {
      if (!rows.add(identity)) return;
      for (let i = 0; i < columns.length; i++) {
        const text = values[i] ?? '';
        columns[i]![1].push(missing?.(text) ? '' : text);
      }
    },
    done() {
      const notes: string[] = [];
      const made = columns.flatMap(([name, builder]): (readonly [string, Column])[] => {
        const result = builder.done();
        if (result === null) {
          notes.push(
            `Column "${name}" is not kept: ${('why' in builder && builder.why) || 'it has no use'}.`,
          );
          return [];
        }
        return isColumn(result) ? [[name, result]] : Object.entries(result);
      });
      const manifest = rows.done(Object.fromEntries(made));
      return mergeRepeats({ ...manifest, notes: [...notes, ...manifest.notes] }, reading.repeats);
    },
  };
}

const isColumn = (result: Column | Readonly<Record<string, Column>>): result is Column =>
  typeof result.kind === 'string';
