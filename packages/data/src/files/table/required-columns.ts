import { basename } from 'node:path';
import { MimmxError, suggest } from '@mimmx/core';

/** Finds columns in a header by name. */
export interface HeaderIndex {
  /** @throws E_TABLE naming the column, the table and the columns that there are */
  required(name: string): number;
  /** −1 if absent. */
  optional(name: string): number;
}

/** Names are compared without regard to case, since exports differ in it. */
export function indexHeader(path: string, header: readonly string[]): HeaderIndex {
  const at = new Map(header.map((name, i) => [name.toLowerCase(), i]));
  const optional = (name: string): number => at.get(name.toLowerCase()) ?? -1;
  return {
    optional,
    required(name) {
      const index = optional(name);
      if (index >= 0) return index;
      const known = header.map((column) => column.slice(0, 60));
      throw new MimmxError(
        'E_TABLE',
        `Table ${basename(path)} has no column "${name}". ${suggest(name, known.slice(0, 60))} Check that it is the right table.`,
      );
    },
  };
}
