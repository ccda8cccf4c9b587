import { readWhole } from '../read-whole.ts';
import type { Keyword } from './data-set/dictionary.ts';
import { ageInYears, viewOf } from './demographics.ts';
import { DICOM_COLUMNS, type DicomColumn } from './dicom-columns.ts';
import { isDicom } from './is-dicom.ts';
import { type DicomFile, readDicom } from './read-dicom.ts';
import { LINKS, type Link, plainId, secretOf } from './secret.ts';

/** What the header of one DICOM radiograph says, without anything that names a person, a date or a place. */
export interface DicomDescription {
  /** SHA-256 of the patient's ID, or of the study's UID; only ever compared, never shown. Null if both are absent. */
  readonly patient: string | null;
  /** Whether `patient` comes from the patient's ID. */
  readonly identified: boolean;
  /** SHA-256 of the institution and the station's name; shown only as a number. */
  readonly site: string | null;
  /** SHA-256 of accession number and UIDs, by which a table of labels may name the image; only ever compared. */
  readonly links: Readonly<Record<Link, string | null>>;
  /** Values of the columns, by name. */
  readonly columns: Readonly<Record<string, string>>;
  /** Whether there are pixels. Reports and presentation states have none. */
  readonly pixels: boolean;
  /** Burned In Annotation (0028,0301): whether text may stand in the pixels; null if the header does not say. */
  readonly burnedIn: boolean | null;
}

const MEANING: Partial<Record<DicomColumn, (text: string) => string>> = { age: ageInYears, view: viewOf };

/** Reads the header of one file; null if it is no DICOM. Runs in a worker thread. @throws if it is damaged */
export function describe(path: string): DicomDescription | null {
  const bytes = readWhole(path);
  if (!isDicom(bytes)) return null;
  const file = readDicom(bytes);
  const columns = Object.entries(DICOM_COLUMNS).flatMap(([name, keyword]) => {
    const text = textOf(file, keyword);
    if (text === null) return [];
    return [[name, (MEANING[name as DicomColumn] ?? short)(text)]];
  });
  const id = secretOf('patient', plainId(file.wholeText('PatientID')));
  const burned = file.text('BurnedInAnnotation')?.toUpperCase() ?? '';
  return {
    patient: id ?? secretOf('study', file.wholeText('StudyInstanceUID')),
    identified: id !== null,
    site: secretOf('site', file.wholeText('InstitutionName'), file.wholeText('StationName')),
    links: Object.fromEntries(
      Object.entries(LINKS).map(([link, keyword]) => [link, secretOf(link, file.wholeText(keyword))]),
    ) as Record<Link, string | null>,
    columns: Object.fromEntries(columns),
    pixels: file.has('PixelData') || file.has('FloatPixelData') || file.has('DoubleFloatPixelData'),
    burnedIn: burned === 'YES' ? true : burned === 'NO' ? false : null,
  };
}

const short = (text: string): string => text.slice(0, 64);

/** A column's value; null if absent, or if it is not what the element must hold. */
function textOf(file: DicomFile, keyword: Keyword): string | null {
  if (!NUMBERS.has(keyword)) return file.text(keyword);
  try {
    return file.number(keyword)?.toString() ?? null;
  } catch {
    return null;
  }
}

const NUMBERS: ReadonlySet<Keyword> = new Set(['KVP', 'BitsStored', 'Rows', 'Columns']);
