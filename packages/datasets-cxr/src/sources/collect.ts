import type { Column } from '@mimmx/core';
import {
  type ColumnBuilder,
  createRows,
  type ManifestTable,
  type Quarantine,
  type RowIdentity,
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
 *   no column, and one of several columns names them itself.
 */
export function collect(
  table: string,
  quarantine: Quarantine,
  columns: Readonly<Record<string, ColumnBuilder | SeveralColumns>>,
): Collector {
  const rows = createRows(table, quarantine);
  const builders = Object.values(columns);
  return {
    add(identity, values) {
      if (!rows.add(identity)) return;
      for (let i = 0; i < builders.length; i++) builders[i]!.push(values[i] ?? '');
    },
    done() {
      const made: Record<string, Column> = {};
      for (const [name, builder] of Object.entries(columns)) {
        const result = builder.done();
        if (result === null) continue;
        if (isColumn(result)) made[name] = result;
        else Object.assign(made, result);
      }
      return rows.done(made);
    },
  };
}

const isColumn = (result: Column | Readonly<Record<string, Column>>): result is Column =>
  typeof result.kind === 'string';
