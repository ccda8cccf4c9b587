import { readWhole } from '../read-whole.ts';
import { DICOM_COLUMNS } from './dicom-columns.ts';
import { isDicom } from './is-dicom.ts';
import { parseDicom } from './parse.ts';
import { LINKS, type Link, secretOf } from './secret.ts';

/** What the header of one DICOM radiograph says, without anything that names a person, a date or a place. */
export interface DicomDescription {
  /** SHA-256 of the patient's ID, or of the study's UID; only ever compared, never shown. Null if both are absent. */
  readonly patient: string | null;
  /** SHA-256 of the institution and the station's name; shown only as a number. */
  readonly site: string | null;
  /** SHA-256 of accession number and UIDs, by which a table of labels may name the image; only ever compared. */
  readonly links: Readonly<Record<Link, string | null>>;
  /** Values of the columns, by name. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Reads the header of one file. Runs in a worker thread. @throws if it is no DICOM or has no pixels */
export function describe(path: string): DicomDescription {
  const bytes = readWhole(path);
  if (!isDicom(bytes)) throw new Error('not a DICOM file');
  const file = parseDicom(bytes);
  if (!file.image.getPixelData()) throw new Error('DICOM without pixel data');
  const columns = Object.entries(DICOM_COLUMNS).flatMap(([name, [group, element]]) => {
    const text = file.text(group, element) ?? file.number(group, element)?.toString();
    return text === undefined ? [] : [[name, name === 'age' ? years(text) : text.slice(0, 64)]];
  });
  return {
    patient: secretOf('patient', file.text(0x10, 0x20)) ?? secretOf('study', file.text(0x20, 0x0d)),
    site: secretOf('site', file.text(0x08, 0x80), file.text(0x08, 0x1010)),
    links: Object.fromEntries(
      Object.entries(LINKS).map(([link, [group, element]]) => [
        link,
        secretOf(link, file.text(group, element)),
      ]),
    ) as Record<Link, string | null>,
    columns: Object.fromEntries(columns),
  };
}

const UNIT = { Y: 1, M: 1 / 12, W: 1 / 52.18, D: 1 / 365.25 } as const;

/** An age string (PS3.5 6.2: `045Y`) in years; empty if it is none. */
function years(text: string): string {
  const match = /^(\d{1,3})([YMWD])$/.exec(text.trim());
  return match ? String(Number(match[1]) * UNIT[match[2] as keyof typeof UNIT]) : '';
}
