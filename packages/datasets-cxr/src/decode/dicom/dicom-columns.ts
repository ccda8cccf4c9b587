/** Columns that a DICOM folder gets, and the elements they come from. None of them identifies a patient. */
export const DICOM_COLUMNS = {
  modality: [0x08, 0x60],
  manufacturer: [0x08, 0x70],
  model: [0x08, 0x1090],
  bodyPart: [0x18, 0x15],
  view: [0x18, 0x5101],
  sex: [0x10, 0x40],
  age: [0x10, 0x1010],
  kvp: [0x18, 0x60],
  photometric: [0x28, 0x04],
  bitsStored: [0x28, 0x101],
  rows: [0x28, 0x10],
  columns: [0x28, 0x11],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

export type DicomColumn = keyof typeof DICOM_COLUMNS;
