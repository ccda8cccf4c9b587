import { type Assignment, type Dataset, defineDataset, MimmxError, options, type Table } from '@mimmx/core';
import { factors, thickness } from './factors/index.ts';
import { type DigitSource, loadDigits, PIXELS, SIDE } from './source.ts';

/** The data set has nothing to be set: its images are always the same 10,000. */
export type DigitsOptions = Record<string, never>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    digits: DigitsOptions;
  }
}

/**
 * The division of the 10,000 digits that all numbers of this project use, as `data.split` takes it: 7,000 to train,
 * 3,000 to test, by image, stratified by y, the same for every seed of a run.
 */
export const digitsSplit = { train: 7000, test: 3000, seed: 0 } as const;

/**
 * 10,000 handwritten digits, [28, 28, 1], with the settable confounders of `factors/`: the Morpho-MNIST setting.
 * The table has one column, `digit`. A factor that an image is not given stands at its code 0.
 *
 * @example
 * const dataset = await digits.create({ root: '.', seed: 0 }, {});
 * const pixels = await dataset.image(0, { thickness: 1, rotation: 1 }); // 784 values, 0 to 1
 */
export const digits = defineDataset({
  name: 'digits',
  summary: '10,000 real handwritten digits with thickness, rotation and other settable confounders',
  source: 'LeCun et al. 1998 (MNIST); confounders after Castro et al. 2019 (Morpho-MNIST)',
  options: options({}),
  create: async (): Promise<Dataset> => digitsOf(await loadDigits()),
});

/**
 * The data set of any 28 × 28 digits, with the same confounders: all of MNIST, say, or digits written elsewhere.
 *
 * @param columns what the table is to hold besides `digit`, e.g. which part of a split an image belongs to
 */
export function digitsOf(source: DigitSource, columns: Table['columns'] = {}): Dataset {
  const ids = Array.from(source.digits, (digit, row) => `digit-${digit}-${String(row).padStart(5, '0')}`);
  const table: Table = {
    length: source.count,
    ids,
    // MNIST does not say who wrote a digit, so each image is a patient of its own.
    patients: Int32Array.from(ids, (_, row) => row),
    patientIds: ids,
    columns: {
      ...columns,
      digit: {
        kind: 'categorical',
        codes: source.digits,
        labels: Array.from({ length: 10 }, (_, digit) => String(digit)),
      },
    },
  };
  // Morphology costs most and a row meets it under every shift, so each stroke is kept, in bytes.
  const strokes = Array.from({ length: thickness.classes }, () => new Map<number, Uint8Array>());
  const stroke = (row: number, code: number): Float32Array => {
    const kept = strokes[code]?.get(row);
    if (kept) return unit(kept);
    const plain = unit(source.bytes.subarray(row * PIXELS, (row + 1) * PIXELS));
    const bytes = toBytes(thickness.apply(plain, code));
    strokes[code]?.set(row, bytes);
    return unit(bytes);
  };
  return {
    table,
    shape: [SIDE, SIDE, 1],
    licence: source.licence,
    ...(source.citation ? { citation: source.citation } : {}),
    settable: factors.map(({ name, kind, classes, labels }) => ({ name, kind, classes, labels })),
    image: async (row, assigned = {}) => {
      if (!Number.isInteger(row) || row < 0 || row >= source.count) {
        throw new MimmxError('E_ROW', `digits has no row ${row}; rows are 0 to ${source.count - 1}.`);
      }
      checkAssignment(assigned);
      return factors.reduce(
        (pixels, factor) =>
          factor === thickness ? pixels : factor.apply(pixels, assigned[factor.name] ?? 0),
        stroke(row, assigned[thickness.name] ?? 0),
      );
    },
  };
}

// Plain loops: `from` with a function goes through an iterator, and these run for every image.
function unit(bytes: Uint8Array): Float32Array {
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pixels[i] = (bytes[i] ?? 0) / 255;
  return pixels;
}

function toBytes(pixels: Float32Array): Uint8Array {
  const bytes = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) bytes[i] = Math.round((pixels[i] ?? 0) * 255);
  return bytes;
}

function checkAssignment(assigned: Assignment): void {
  for (const [name, code] of Object.entries(assigned)) {
    const factor = factors.find((one) => one.name === name);
    if (!factor) {
      const names = factors.map((one) => one.name).join(', ');
      throw new MimmxError('E_UNKNOWN_FACTOR', `digits has no factor "${name}". It has: ${names}.`);
    }
    if (!Number.isInteger(code) || code < 0 || code >= factor.classes) {
      throw new MimmxError(
        'E_UNKNOWN_VALUE',
        `digits: factor "${name}" has no code ${code}. It has: ${factor.labels.map((label, i) => `${i} (${label})`).join(', ')}.`,
      );
    }
  }
}
