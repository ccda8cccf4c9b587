import type { WindowChoice } from '../options.ts';
import { lookUp, readLookUp } from './look-up.ts';
import type { DicomFile } from './open-dicom.ts';
import type { StoredPixels } from './pixels/frame-pixels.ts';

/** Grey level 0 (black) to 65,535 (white) of each stored value that occurs; the place is its lowest 16 bits. */
export type GreyTable = Uint16Array;

/**
 * Grey levels of stored values, by the chain of PS3.3 C.11: modality (rescale or table), values of interest (window or
 * table), photometric interpretation. Pixels of the padding value become black and count for no range. A table of what
 * occurs takes the place of arithmetic at every pixel.
 *
 * @throws if a look-up table is no table, or the rescale slope is 0
 */
export function greyTable(file: DicomFile, stored: StoredPixels, choice: WindowChoice): GreyTable {
  const occurring = occurringValues(stored);
  const padded = paddingTest(file);
  const modality = modalityOf(file, stored);
  const level = levelOf(
    file,
    stored,
    modality,
    occurring.filter((value) => !padded(value)),
    choice,
  );
  const inverted =
    file.text('PhotometricInterpretation') === 'MONOCHROME1' ||
    file.text('PresentationLUTShape') === 'INVERSE';
  const table = new Uint16Array(65536);
  for (const value of occurring) {
    const grey = Math.min(1, Math.max(0, level(modality(value))));
    table[value & 0xffff] = padded(value) ? 0 : Math.round(65535 * (inverted ? 1 - grey : grey));
  }
  return table;
}

/** Stored values that occur, each once. */
function occurringValues({ values, signed }: StoredPixels): Int32Array {
  const seen = new Uint8Array(65536);
  for (let i = 0; i < values.length; i++) seen[values[i]! & 0xffff] = 1;
  const found: number[] = [];
  for (let i = 0; i < seen.length; i++) if (seen[i] === 1) found.push(signed && i > 32767 ? i - 65536 : i);
  return Int32Array.from(found);
}

/** Pixel Padding Value (0028,0120), up to Pixel Padding Range Limit (0028,0121). */
function paddingTest(file: DicomFile): (stored: number) => boolean {
  const value = file.number('PixelPaddingValue');
  if (value === null) return () => false;
  const limit = file.number('PixelPaddingRangeLimit') ?? value;
  const [low, high] = value < limit ? [value, limit] : [limit, value];
  return (stored) => stored >= low && stored <= high;
}

function modalityOf(file: DicomFile, stored: StoredPixels): (value: number) => number {
  const item = file.firstItem('ModalityLUTSequence');
  if (item) {
    const table = readLookUp(item, stored.signed);
    return (value) => lookUp(table, value);
  }
  const slope = file.number('RescaleSlope') ?? 1;
  const intercept = file.number('RescaleIntercept') ?? 0;
  if (slope === 0) throw new Error('RescaleSlope (0028,1053) is 0; correct the header');
  return (value) => value * slope + intercept;
}

function levelOf(
  file: DicomFile,
  stored: StoredPixels,
  modality: (value: number) => number,
  values: Int32Array,
  choice: WindowChoice,
): (value: number) => number {
  if (typeof choice !== 'string') return windowing(choice[0], choice[1], 'LINEAR');
  if (choice === 'header') {
    const centre = file.number('WindowCenter');
    const width = file.number('WindowWidth');
    if (centre !== null && width !== null && width > 0)
      return windowing(centre, width, file.text('VOILUTFunction') ?? 'LINEAR');
    const item = file.firstItem('VOILUTSequence');
    if (item) {
      // What a modality table gives is never negative; rescaled values have a sign if they can be below 0.
      const most = 2 ** stored.bits - 1;
      const below = Math.min(modality(0), modality(most)) < 0;
      const signed = !file.firstItem('ModalityLUTSequence') && (stored.signed || below);
      const voi = readLookUp(item, signed);
      const full = 2 ** voi.bits - 1;
      return (value) => lookUp(voi, value) / full;
    }
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, modality(value));
    high = Math.max(high, modality(value));
  }
  return high > low ? (value) => (value - low) / (high - low) : () => 0;
}

/** The three functions of PS3.3 C.11.2.1.2 and C.11.2.1.3, onto 0 … 1. */
export function windowing(centre: number, width: number, kind: string): (value: number) => number {
  if (kind === 'SIGMOID') return (value) => 1 / (1 + Math.exp((-4 * (value - centre)) / width));
  if (kind === 'LINEAR_EXACT') return (value) => (value - centre) / width + 0.5;
  if (width <= 1) return (value) => (value <= centre - 0.5 ? 0 : 1);
  return (value) => (value - (centre - 0.5)) / (width - 1) + 0.5;
}
