import type { Column, Table } from '@mimmx/core';
import type { Quarantine } from '../quarantine.ts';
import { Growing } from './growing.ts';

/** What every row has besides its columns. */
export interface RowIdentity {
  readonly id: string;
  readonly patient: string;
  /** Image of the row, relative to the image folder. */
  readonly file: string;
  /** Line in the table, or null if there is none. */
  readonly line: number | null;
}

/** Rows as they are collected from a table. */
export interface RowsBuilder {
  readonly length: number;
  /**
   * Takes a row, unless its id was there before with another file or patient: that is a problem. The same file listed
   * again for the same patient stays, as `id#2`: it can mislead no split, and `repeated` counts it.
   *
   * @returns whether the row was taken, so that its columns are to be filled
   */
  add(row: RowIdentity): boolean;
  /** The table, with the file and the line of each row. */
  done(columns: Readonly<Record<string, Column>>): ManifestTable;
}

/** A table of rows that lie in files. */
export interface ManifestTable {
  readonly table: Table;
  readonly files: readonly string[];
  /** Line of each row in the table it came from; 0 if there is none. */
  readonly lines: Int32Array;
  /** Rows that list a file already listed. */
  readonly repeated: number;
}

/** @param name of the table's file, for messages */
export function createRows(name: string, quarantine: Quarantine): RowsBuilder {
  const ids: string[] = [];
  const files: string[] = [];
  const lines = new Growing(new Int32Array());
  const patients = new Growing(new Int32Array());
  const patientIds: string[] = [];
  const codeOfPatient = new Map<string, number>();
  const rowOfId = new Map<string, number>();
  const times = new Map<string, number>();
  let repeated = 0;

  const codeOf = (patient: string): number => {
    const known = codeOfPatient.get(patient);
    if (known !== undefined) return known;
    codeOfPatient.set(patient, patientIds.length);
    return patientIds.push(patient) - 1;
  };
  /** Patient of each row, to compare with; the typed array is only read at the end. */
  const patientOf: number[] = [];

  return {
    get length() {
      return ids.length;
    },
    add({ id, patient, file, line }) {
      const first = rowOfId.get(id);
      let unique = id;
      const code = codeOf(patient);
      if (first !== undefined) {
        if (files[first] !== file || patientOf[first] !== code) {
          quarantine.add({
            file: name,
            line,
            reason: 'its id was there before, with another image or patient',
          });
          return false;
        }
        const time = (times.get(id) ?? 1) + 1;
        times.set(id, time);
        unique = `${id}#${time}`;
        repeated++;
      } else {
        rowOfId.set(id, ids.length);
      }
      patientOf.push(code);
      ids.push(unique);
      files.push(first === undefined ? file : files[first]!);
      lines.push(line ?? 0);
      patients.push(code);
      return true;
    },
    done: (columns) => ({
      table: { length: ids.length, ids, patients: patients.done(), patientIds, columns },
      files,
      lines: lines.done(),
      repeated,
    }),
  };
}
