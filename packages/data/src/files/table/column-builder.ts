import type { Column } from '@mimmx/core';

/** Collects one column, a value for each row in order. */
export interface ColumnBuilder<Made extends Column | null = Column | null> {
  push(text: string): void;
  done(): Made;
  /** Why `done` made no column. */
  readonly why?: string | undefined;
}
