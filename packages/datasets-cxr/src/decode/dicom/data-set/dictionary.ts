/** Value representations (PS3.5 6.2) of the elements that are read here. */
export type KnownVr =
  | 'AS'
  | 'CS'
  | 'DS'
  | 'IS'
  | 'LO'
  | 'LT'
  | 'OW'
  | 'SH'
  | 'SQ'
  | 'UI'
  | 'US'
  /** US or SS, as Pixel Representation says. */
  | 'xs';

/**
 * Every element that is read, by the keyword of the data dictionary (PS3.6): its tag and its VR. A file may give a
 * known element another VR, or UN; what UN, OB and OW hold is read as the dictionary says (CP-246).
 */
export const DICTIONARY = {
  TransferSyntaxUID: [0x0002_0010, 'UI'],
  SpecificCharacterSet: [0x0008_0005, 'CS'],
  SOPInstanceUID: [0x0008_0018, 'UI'],
  AccessionNumber: [0x0008_0050, 'SH'],
  Modality: [0x0008_0060, 'CS'],
  PresentationIntentType: [0x0008_0068, 'CS'],
  Manufacturer: [0x0008_0070, 'LO'],
  InstitutionName: [0x0008_0080, 'LO'],
  StationName: [0x0008_1010, 'SH'],
  ManufacturerModelName: [0x0008_1090, 'LO'],
  PatientID: [0x0010_0020, 'LO'],
  PatientSex: [0x0010_0040, 'CS'],
  PatientAge: [0x0010_1010, 'AS'],
  BodyPartExamined: [0x0018_0015, 'CS'],
  KVP: [0x0018_0060, 'DS'],
  ViewPosition: [0x0018_5101, 'CS'],
  StudyInstanceUID: [0x0020_000d, 'UI'],
  SamplesPerPixel: [0x0028_0002, 'US'],
  PhotometricInterpretation: [0x0028_0004, 'CS'],
  PlanarConfiguration: [0x0028_0006, 'US'],
  NumberOfFrames: [0x0028_0008, 'IS'],
  Rows: [0x0028_0010, 'US'],
  Columns: [0x0028_0011, 'US'],
  BitsAllocated: [0x0028_0100, 'US'],
  BitsStored: [0x0028_0101, 'US'],
  HighBit: [0x0028_0102, 'US'],
  PixelRepresentation: [0x0028_0103, 'US'],
  PixelPaddingValue: [0x0028_0120, 'xs'],
  PixelPaddingRangeLimit: [0x0028_0121, 'xs'],
  BurnedInAnnotation: [0x0028_0301, 'CS'],
  WindowCenter: [0x0028_1050, 'DS'],
  WindowWidth: [0x0028_1051, 'DS'],
  RescaleIntercept: [0x0028_1052, 'DS'],
  RescaleSlope: [0x0028_1053, 'DS'],
  VOILUTFunction: [0x0028_1056, 'CS'],
  ModalityLUTSequence: [0x0028_3000, 'SQ'],
  LUTDescriptor: [0x0028_3002, 'xs'],
  LUTData: [0x0028_3006, 'OW'],
  VOILUTSequence: [0x0028_3010, 'SQ'],
  PresentationLUTShape: [0x2050_0020, 'CS'],
  FloatPixelData: [0x7fe0_0008, 'OW'],
  DoubleFloatPixelData: [0x7fe0_0009, 'OW'],
  PixelData: [0x7fe0_0010, 'OW'],
} as const satisfies Readonly<Record<string, readonly [tag: number, vr: KnownVr]>>;

/** Keyword of an element that can be asked for. */
export type Keyword = keyof typeof DICTIONARY;

/** A tag as the standard writes it: `(0028,0010)`. */
export const printTag = (tag: number): string => {
  const hex = (tag >>> 0).toString(16).padStart(8, '0').toUpperCase();
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
};

/** An element in a message: `Rows (0028,0010)`. */
export const named = (keyword: Keyword): string => `${keyword} ${printTag(DICTIONARY[keyword][0])}`;
