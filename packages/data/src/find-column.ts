import { type Column, MimmxError, type Table } from '@mimmx/core';
import { classKey } from './spelling.ts';

/**
 * The column of a name: the one that is called exactly so, else the one whose name differs in case, blanks or Unicode
 * form only.
 *
 * @param where the place in the configuration, for messages
 * @returns undefined if there is none
 * @throws E_UNKNOWN_COLUMN if several answer to the name
 */
export function findColumn({ columns }: Table, name: string, where: string): Column | undefined {
  if (Object.hasOwn(columns, name)) return columns[name];
  const alike = Object.keys(columns).filter((other) => classKey(other) === classKey(name));
  if (alike.length < 2) return alike[0] === undefined ? undefined : columns[alike[0]];
  throw new MimmxError(
    'E_UNKNOWN_COLUMN',
    `${where}: "${name}" may be ${alike.map((other) => `"${other}"`).join(' or ')}. Write the name as the table does.`,
  );
}
