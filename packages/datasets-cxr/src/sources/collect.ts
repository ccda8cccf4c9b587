import type { Column } from '@mimmx/core';
import {
  type ColumnBuilder,
  createRows,
  type ManifestTable,
  type Quarantine,
  type RowIdentity,
} from '@mimmx/core/streaming';

/** Rows and named columns that are filled together. */
export interface Collector {
  /** Takes a row with a text for every column, unless its identity contradicts an earlier row. */
  add(identity: RowIdentity, values: readonly string[]): void;
  done(): ManifestTable;
}

/**
 * @param table name of the table's file, for messages
 * @param columns builders by column name; `add` gives their texts in this order. A builder that ends with null makes
 *   no column.
 */
export function collect(
  table: string,
  quarantine: Quarantine,
  columns: Readonly<Record<string, ColumnBuilder>>,
): Collector {
  const rows = createRows(table, quarantine);
  const builders = Object.values(columns);
  return {
    add(identity, values) {
      if (!rows.add(identity)) return;
      for (let i = 0; i < builders.length; i++) builders[i]!.push(values[i] ?? '');
    },
    done() {
      const made = Object.entries(columns).flatMap(([name, builder]) => {
        const column = builder.done();
        return column ? [[name, column] as [string, Column]] : [];
      });
      return rows.done(Object.fromEntries(made));
    },
  };
}
