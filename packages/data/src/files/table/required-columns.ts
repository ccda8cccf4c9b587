import { basename } from 'node:path';
import { MimmxError, suggest } from '@mimmx/core';
import { classKey } from '../../spelling.ts';

/** Finds columns in a header by name. Both functions throw E_TABLE if several columns answer to a name. */
export interface HeaderIndex {
  /** @throws E_TABLE naming the column, the table and the columns that there are */
  required(name: string): number;
  /** −1 if absent. */
  optional(name: string): number;
}

/**
 * A name that is written exactly so is the one meant; else names are compared without regard to case, blanks and
 * Unicode form ({@link classKey}), since exports differ in them.
 */
export function indexHeader(path: string, header: readonly string[]): HeaderIndex {
  const file = basename(path);
  const exact = new Map(header.map((name, i) => [name, i]));
  const alike = new Map<string, number[]>();
  for (const [i, name] of header.entries()) {
    const key = classKey(name);
    alike.set(key, [...(alike.get(key) ?? []), i]);
  }
  const optional = (name: string): number => {
    const places = alike.get(classKey(name)) ?? [];
    const found = exact.get(name) ?? places[0] ?? -1;
    if (exact.has(name) || places.length < 2) return found;
    const names = places.map((i) => `"${header[i]!.slice(0, 60)}"`).join(' and ');
    throw new MimmxError(
      'E_TABLE',
      `Table ${file}: "${name}" may be ${names}. Write the name as the table does.`,
    );
  };
  return {
    optional,
    required(name) {
      const index = optional(name);
      if (index >= 0) return index;
      const known = header.map((column) => column.slice(0, 60));
      const [only = ''] = header;
      const other = header.length === 1 ? /[,;\t|]/.exec(only)?.[0] : undefined;
      const next =
        other === undefined
          ? 'Check that it is the right table.'
          : `It is read as a single column: set delimiter to ${JSON.stringify(other)}.`;
      throw new MimmxError(
        'E_TABLE',
        `Table ${file} has no column "${name}". ${suggest(name, known.slice(0, 60))} ${next}`,
      );
    },
  };
}
