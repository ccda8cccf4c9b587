import {
  type Assignment,
  type Column,
  defineDataset,
  MimmxError,
  option,
  options,
  Random,
} from '@mimmx/core';
import { z } from 'zod';
import { type FactorCodes, type FactorName, factorNames, phantomFactors } from '../phantom/factors.ts';
import { yearsOf } from '../phantom/person.ts';
import { personOf, renderPhantom } from '../phantom/render.ts';

const length = z.number().int().min(16).max(512);
const effect = (what: string) =>
  option(z.number().min(0).max(1), { default: 1, description: `How strongly ${what} shows.` });
const name = z.enum(factorNames);

const phantomSchema = options({
  patients: option(z.number().int().positive().max(1_000_000), {
    default: 1000,
    description: 'Number of patients.',
  }),
  imagesPerPatient: option(z.number().int().positive().max(1000), {
    default: 1,
    description:
      'Images of each patient; they share the anatomy and differ in noise, gain and position of the slice.',
  }),
  size: option(z.union([z.tuple([length, length]), z.tuple([length, length, length])]), {
    default: [64, 64],
    description: '[height, width] of an axial slice, or [depth, height, width] of a volume.',
  }),
  effects: option(options({ disease: effect('disease'), sex: effect('sex'), age: effect('age') }), {
    default: {},
    description:
      "How strongly these show, from 0 (not at all) to 1; smaller makes a task harder than the scanner's shortcuts.",
  }),
  columns: option(z.array(name), {
    default: ['disease', 'sex', 'age'],
    description: 'Factors that patients have: columns of the table, in every combination equally often.',
  }),
  fixed: option(z.partialRecord(name, z.union([z.literal(0), z.literal(1)])), {
    default: {},
    description:
      'Factors that are the same in all images, by code. Those in neither list can be set for each image.',
  }),
}).refine(({ columns, fixed }) => !columns.some((factor) => factor in fixed), {
  message: 'a factor cannot be both in columns and in fixed',
  path: ['fixed'],
});

declare module '@mimmx/core' {
  interface DatasetOptions {
    'brain-phantom': z.input<typeof phantomSchema>;
  }
}

/**
 * A brain that does not exist, with factors that can be set one by one: disease, sex, age, gain, noise, bias field and
 * marker. The same seed and row give the same image, and setting a factor changes nothing else.
 *
 * @example
 * const phantom = await registry.create('dataset', 'brain-phantom', { root: '.', seed: 1 }, { patients: 200 });
 * await phantom.image(0, { noise: 1, marker: 1 }); // 64 × 64 values, 0 to 1
 */
export const brainPhantom = defineDataset({
  name: 'brain-phantom',
  summary: 'Procedural brain slices or volumes with independent factors: disease, sex, age, scanner, marker',
  source: 'ours',
  options: phantomSchema,
  async create({ seed }, options) {
    const { patients: count, imagesPerPatient, size, columns, fixed, effects } = options;
    const rows = count * imagesPerPatient;
    const patients = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / imagesPerPatient));
    const patientIds = Array.from({ length: count }, (_, at) => `phantom-${String(at).padStart(6, '0')}`);
    const combination = new Random(seed).permutation(count);
    const codeOf = (factor: FactorName, patient: number): number => {
      const place = columns.indexOf(factor);
      return place < 0 ? (fixed[factor] ?? 0) : (combination[patient]! >> place) & 1;
    };

    const table: Record<string, Column> = {};
    for (const { name: factor, labels } of phantomFactors)
      if (columns.includes(factor as FactorName))
        table[factor] = {
          kind: 'categorical',
          labels,
          codes: patients.map((patient) => codeOf(factor as FactorName, patient)),
        };
    if (columns.includes('age'))
      table.years = {
        kind: 'number',
        unit: 'years',
        values: Float64Array.from(patients, (patient) =>
          yearsOf(personOf(seed, patient), codeOf('age', patient)),
        ),
      };

    const settable = phantomFactors.filter(
      (factor) => !columns.includes(factor.name as FactorName) && !(factor.name in fixed),
    );
    return {
      table: {
        length: rows,
        ids: Array.from(patients, (patient, row) =>
          imagesPerPatient === 1
            ? patientIds[patient]!
            : `${patientIds[patient]}_scan-${row % imagesPerPatient}`,
        ),
        patients,
        patientIds,
        columns: table,
      },
      shape: [...size, 1],
      licence: 'made by this program, no terms',
      settable,
      async image(row, assigned = {}) {
        const patient = patients[row];
        if (patient === undefined)
          throw new MimmxError('E_ROW', `brain-phantom has no row ${row}; rows are 0 to ${rows - 1}.`);
        check(assigned, settable);
        const codes = Object.fromEntries(
          factorNames.map((factor) => [factor, assigned[factor] ?? codeOf(factor, patient)]),
        ) as FactorCodes;
        return renderPhantom(seed, patient, row % imagesPerPatient, codes, size, effects);
      },
    };
  },
});

function check(assigned: Assignment, settable: readonly { name: string; labels: readonly string[] }[]): void {
  for (const [factor, code] of Object.entries(assigned)) {
    const found = settable.find((one) => one.name === factor);
    if (!found)
      throw new MimmxError(
        'E_UNKNOWN_FACTOR',
        `brain-phantom cannot set "${factor}" here. It can set: ${settable.map((one) => one.name).join(', ')}.`,
      );
    if (found.labels[code] === undefined)
      throw new MimmxError(
        'E_UNKNOWN_VALUE',
        `brain-phantom: factor "${factor}" has no code ${code}. It has: ${found.labels.map((label, at) => `${at} (${label})`).join(', ')}.`,
      );
  }
}
