import type { WindowChoice } from '../options.ts';
import { lookUp, readLookUp } from './look-up.ts';
import type { DicomFile } from './parse.ts';
import type { StoredPixels } from './stored-pixels.ts';

/**
 * Grey levels 0 (black) to 1 (white) of stored values, by the chain of PS3.3 C.11: modality (rescale or table), values
 * of interest (window or table), photometric interpretation. Pixels of the padding value become black and count for no
 * range.
 */
export function greyLevels(file: DicomFile, stored: StoredPixels, choice: WindowChoice): Float32Array {
  const padded = paddingTest(file);
  const values = Float32Array.from(stored.values);
  toModality(file, stored, values);
  const level = levelOf(file, stored, values, padded, choice);
  const photometric = file.text(0x28, 0x04);
  const inverted = photometric === 'MONOCHROME1' || file.text(0x2050, 0x20) === 'INVERSE';
  for (let i = 0; i < values.length; i++) {
    const grey = Math.min(1, Math.max(0, level(values[i]!)));
    values[i] = padded(stored.values[i]!) ? 0 : inverted ? 1 - grey : grey;
  }
  return values;
}

/** Pixel Padding Value (0028,0120), up to Pixel Padding Range Limit (0028,0121). */
function paddingTest(file: DicomFile): (stored: number) => boolean {
  const value = file.number(0x28, 0x120);
  if (value === null) return () => false;
  const limit = file.number(0x28, 0x121) ?? value;
  const [low, high] = value < limit ? [value, limit] : [limit, value];
  return (stored) => stored >= low && stored <= high;
}

function toModality(file: DicomFile, stored: StoredPixels, values: Float32Array): void {
  const table = file.firstItem(0x28, 0x3000);
  if (table) {
    const modality = readLookUp(table, file.image.littleEndian, stored.signed);
    for (let i = 0; i < values.length; i++) values[i] = lookUp(modality, values[i]!);
    return;
  }
  const slope = file.number(0x28, 0x1053) ?? 1;
  const intercept = file.number(0x28, 0x1052) ?? 0;
  if (slope === 0) throw new Error('rescale slope 0');
  if (slope !== 1 || intercept !== 0)
    for (let i = 0; i < values.length; i++) values[i] = values[i]! * slope + intercept;
}

function levelOf(
  file: DicomFile,
  stored: StoredPixels,
  values: Float32Array,
  padded: (stored: number) => boolean,
  choice: WindowChoice,
): (value: number) => number {
  if (typeof choice !== 'string') return windowing(choice[0], choice[1], 'LINEAR');
  const centre = file.number(0x28, 0x1050);
  const width = file.number(0x28, 0x1051);
  if (choice === 'header' && centre !== null && width !== null && width > 0) {
    return windowing(centre, width, file.text(0x28, 0x1056) ?? 'LINEAR');
  }
  const table = choice === 'header' ? file.firstItem(0x28, 0x3010) : null;
  if (table) {
    const voi = readLookUp(table, file.image.littleEndian, stored.signed);
    const full = 2 ** voi.bits - 1;
    return (value) => lookUp(voi, value) / full;
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (padded(stored.values[i]!)) continue;
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
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
