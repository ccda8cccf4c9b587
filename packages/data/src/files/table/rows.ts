import type { Column, Table } from '@mimmx/core';
import { patientKey, wholeNumber } from '../../spelling.ts';
import type { Quarantine } from '../quarantine.ts';
import { Growing } from './growing.ts';
import { meansMissing } from './missing.ts';
import { mayMeanMissing } from './sentinels.ts';

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
   * Takes a row, unless it has no id, patient or file, or its id or file was there before with another file or patient:
   * that is a problem. The same file listed again for the same patient stays, as `id#2`: it can mislead no split, and
   * `repeated` counts it. One patient is one, however the id is written ({@link patientKey}); a path may have
   * backslashes, doubled slashes and `./`.
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
  /** What a reader should know of the rows, in sentences. */
  readonly notes: readonly string[];
}

/** A path below a folder as this program writes it: with single forward slashes and without `./`. */
export function plainPath(path: string): string {
  const isPlain =
    !path.includes('\\') &&
    !path.includes('./') &&
    !path.includes('//') &&
    path.charCodeAt(0) > BLANK &&
    path.charCodeAt(path.length - 1) > BLANK;
  if (isPlain) return path;
  return path
    .trim()
    .replaceAll('\\', '/')
    .replaceAll(/(?<=.)\/{2,}/g, '/')
    .replaceAll(/(^|\/)(?:\.\/)+/g, '$1');
}

const BLANK = 32;

/** @param name of the table's file, for messages */
export function createRows(name: string, quarantine: Quarantine): RowsBuilder {
  const ids: string[] = [];
  const files: string[] = [];
  const lines = new Growing(new Int32Array());
  const patients = new Growing(new Int32Array());
  /** Every way in which a patient's id was written. */
  const writings: Set<string>[] = [];
  const codeOfPatient = new Map<string, number>();
  const codeOfKey = new Map<string, number>();
  const rowOfId = new Map<string, number>();
  /** Of files that are not called like their rows. */
  const rowOfFile = new Map<string, number>();
  const times = new Map<string, number>();
  /** Which image each row shows: rows of one file have one number. */
  const imageOf = new Growing(new Int32Array());
  let repeated = 0;

  const codeOf = (patient: string): number => {
    const known = codeOfPatient.get(patient);
    if (known !== undefined) return known;
    const key = patientKey(patient);
    const code = codeOfKey.get(key) ?? writings.push(new Set()) - 1;
    writings[code]!.add(patient.trim());
    codeOfKey.set(key, code);
    codeOfPatient.set(patient, code);
    return code;
  };
  /** Patient of each row, to compare with; the typed array is only read at the end. */
  const patientOf: number[] = [];
  const listedAt = (file: string): number | undefined => {
    const named = rowOfId.get(file);
    return rowOfFile.get(file) ?? (named !== undefined && files[named] === file ? named : undefined);
  };

  return {
    get length() {
      return ids.length;
    },
    add({ id: givenId, patient, file: givenFile, line }) {
      const refuse = (reason: string): false => {
        quarantine.add({ file: name, line, reason });
        return false;
      };
      const file = plainPath(givenFile);
      const id = givenId === givenFile ? file : givenId.trim();
      if (id === '') return refuse('no id');
      if (file === '') return refuse('no path of an image');
      if (!codeOfPatient.has(patient) && meansMissing(patient)) return refuse('no patient');
      const code = codeOf(patient);
      const first = rowOfId.get(id);
      if (first !== undefined && (files[first] !== file || patientOf[first] !== code))
        return refuse('its id was there before, with another image or patient');
      const listed = first ?? (id === file ? undefined : listedAt(file));
      if (listed !== undefined && patientOf[listed] !== code)
        return refuse('its image was there before, with another patient');
      if (first === undefined) rowOfId.set(id, ids.length);
      if (id !== file && listed === undefined) rowOfFile.set(file, ids.length);
      imageOf.push(listed === undefined ? imageOf.length - repeated : imageOf.at(listed));
      if (listed !== undefined) repeated++;
      const time = first === undefined ? 1 : (times.get(id) ?? 1) + 1;
      if (time > 1) times.set(id, time);
      patientOf.push(code);
      ids.push(time > 1 ? `${id}#${time}` : id);
      files.push(listed === undefined ? file : files[listed]!);
      lines.push(line ?? 0);
      patients.push(code);
      return true;
    },
    done(columns) {
      const several = writings.filter((own) => own.size > 1);
      const [example] = several;
      const notes = example
        ? [
            `${several.length} patients are written in several ways, such as ${[...example]
              .sort()
              .map((text) => `"${text}"`)
              .join(' and ')}; each is one.`,
          ]
        : [];
      notes.push(...doubtfulPatients(writings));
      const names = writings.map((own) => patientName(own));
      const images = repeated > 0 ? imageOf.done() : null;
      return {
        table: {
          length: ids.length,
          ids,
          patients: patients.done(),
          patientIds: names,
          ...(images ? { images } : {}),
          columns,
        },
        files,
        lines: lines.done(),
        repeated,
        notes,
      };
    },
  };
}

const patientName = (writings: ReadonlySet<string>): string => {
  const [first = ''] = [...writings].sort();
  return writings.size > 1 ? (wholeNumber(first) ?? first) : first;
};

/** A number that a spreadsheet has cut to its first digits. */
const CUT = /^\d(?:[.,]\d+)?E\+\d+$/i;

/** What may be wrong with who the patients are. */
function doubtfulPatients(writings: readonly ReadonlySet<string>[]): string[] {
  const all = writings.flatMap((own) => [...own]);
  const cut = all.filter((text) => CUT.test(text));
  const none = all.filter((text) => text.startsWith('-') && mayMeanMissing(Number(text)));
  return [
    ...(cut.length > 0
      ? [
          `${cut.length} patients are written as spreadsheets cut long numbers, such as "${cut[0]}": several may have become one. Export the ids as text.`,
        ]
      : []),
    ...(none.length > 0
      ? [
          `${none.map((text) => `"${text}"`).join(', ')} may stand for no patient: leave those rows out, or their images are one patient's.`,
        ]
      : []),
  ];
}
