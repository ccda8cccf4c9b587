import type { Keyword } from './data-set/dictionary.ts';

/** Columns that a DICOM folder gets, and the elements they come from. None of them identifies a patient. */
export const DICOM_COLUMNS = {
  modality: 'Modality',
  manufacturer: 'Manufacturer',
  model: 'ManufacturerModelName',
  bodyPart: 'BodyPartExamined',
  view: 'ViewPosition',
  sex: 'PatientSex',
  age: 'PatientAge',
  kvp: 'KVP',
  photometric: 'PhotometricInterpretation',
  intent: 'PresentationIntentType',
  bitsStored: 'BitsStored',
  rows: 'Rows',
  columns: 'Columns',
} as const satisfies Readonly<Record<string, Keyword>>;

export type DicomColumn = keyof typeof DICOM_COLUMNS;
