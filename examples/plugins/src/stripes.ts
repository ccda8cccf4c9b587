import { defineDataset, option, options } from '@mimmx/core';
import { z } from 'zod';

const SIZE = 8;

/** Noise with stripes: y says whether they run across, the settable `spot` puts a bright one into the corner. */
export const stripes = defineDataset({
  name: 'stripes',
  summary: 'Small images of stripes, with a spot that can be set.',
  options: options({
    rows: option(z.number().int().positive(), {
      default: 200,
      description: 'Images; every other one has stripes across.',
    }),
  }),
  async create({ seed }, { rows }) {
    const each = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
    const codes = Int32Array.from(each((row) => row % 2));
    return {
      table: {
        length: rows,
        ids: each((row) => `image-${row}`),
        patients: Int32Array.from(each((row) => row)),
        patientIds: each((row) => `patient-${row}`),
        columns: { stripes: { kind: 'categorical', codes, labels: ['down', 'across'] } },
      },
      shape: [SIZE, SIZE, 1],
      licence: 'made here',
      settable: [{ name: 'spot', kind: 'categorical', classes: 2, labels: ['absent', 'present'] }],
      image: async (row, { spot = 0 } = {}) =>
        Float32Array.from({ length: SIZE * SIZE }, (_, pixel) => {
          if (spot === 1 && pixel === 0) return 1;
          const line = codes[row] === 1 ? Math.floor(pixel / SIZE) : pixel % SIZE;
          return 0.3 + 0.2 * (line % 2) + 0.1 * Math.sin(seed + row * 12.9898 + pixel * 78.233);
        }),
    };
  },
});
