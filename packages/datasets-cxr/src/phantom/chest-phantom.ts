import { type Column, type Dataset, defineDataset, option, options, Random } from '@mimmx/core';
import { z } from 'zod';
import { createMarkers } from '../markers/markers.ts';
import { markerSchema } from '../options.ts';
import { drawAcquisition, drawAnatomy } from './anatomy.ts';
import {
  AGES,
  ageing,
  asFactor,
  PHANTOM_FACTORS,
  PHANTOM_NAMES,
  type PhantomFactor,
  yearsOf,
} from './factors.ts';
import { type Appearance, renderChest } from './render.ts';

const factorName = z.enum(PHANTOM_NAMES as [PhantomFactor, ...PhantomFactor[]]);

const schema = options({
  images: option(z.number().int().min(4).max(1_000_000), { default: 4000, description: 'Images.' }),
  size: option(z.number().int().min(32).max(1024), { default: 64, description: 'Pixels of a side.' }),
  perPatient: option(z.number().int().min(1).max(100), {
    default: 2,
    description: 'Images of each patient, who keeps anatomy, sex and age.',
  }),
  settable: option(z.array(factorName), {
    default: ['view', 'scanner', 'site'],
    description: 'Factors that are set when an image is made. The others are observed: columns of the table.',
  }),
  natural: option(z.partialRecord(z.enum(['view', 'scanner', 'site']), z.number().min(0).max(1)), {
    default: {},
    description:
      'P(factor code = effusion code) in the table, for observed factors of the image; 0.5 if absent.',
  }),
  conspicuity: option(z.number().gt(0).max(1), {
    default: 0.5,
    description:
      'Opacity of an effusion, 1 as that of tissue: the lower, the more tempting the confounders are.',
  }),
  markers: option(z.array(markerSchema), {
    default: [],
    description: 'Markers offered as further settable factors.',
  }),
});

export type ChestPhantomOptions = z.input<typeof schema>;

declare module '@mimmx/core' {
  interface DatasetOptions {
    'chest-phantom': ChestPhantomOptions;
  }
}

/** Stream of its own for each purpose, so that no draw depends on how many came before. */
const stream = (seed: number, purpose: number, index: number): Random =>
  new Random(
    (Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) ^
      Math.imul(index + 1, 0x85ebca6b) ^
      Math.imul(purpose, 0xc2b2ae35)) >>>
      0,
  );

/**
 * A procedural chest radiograph with six independent factors and nothing real in it: for demonstrations and tests
 * without data. The same seed and row give the same image.
 */
export const chestPhantom = defineDataset({
  name: 'chest-phantom',
  summary: 'Procedural chest X-ray with independent effusion, sex, age, view, scanner and site.',
  source: 'ours',
  options: schema,
  async create(
    { seed },
    { images, size, perPatient, settable, natural, conspicuity, markers: wanted },
  ): Promise<Dataset> {
    const shape = [size, size, 1];
    const markers = createMarkers(wanted, shape);
    const patientOf = (row: number): number => Math.floor(row / perPatient);
    const codes = drawCodes(seed, images, patientOf, natural);
    const years = Float64Array.from({ length: images }, (_, row) => {
      const [low, high] = codes.age[row] === 1 ? AGES.old : AGES.young;
      return Math.round(low + (high - low) * stream(seed, 2, patientOf(row)).uniform());
    });
    const columns: Record<string, Column> = {};
    for (const name of PHANTOM_NAMES) {
      if (settable.includes(name)) continue;
      columns[name] =
        name === 'age'
          ? { kind: 'number', values: years, unit: 'years' }
          : { kind: 'categorical', codes: codes[name], labels: PHANTOM_FACTORS[name] };
    }
    const patients = Int32Array.from({ length: images }, (_, row) => patientOf(row));
    return {
      table: {
        length: images,
        ids: Array.from({ length: images }, (_, row) => `phantom-${row}`),
        patients,
        patientIds: Array.from({ length: patientOf(images - 1) + 1 }, (_, patient) => `patient-${patient}`),
        columns,
      },
      shape,
      licence: 'Procedural: free of rights, no patient is shown.',
      settable: [...settable.map(asFactor), ...markers.factors],
      async image(row, assigned = {}) {
        const code = (name: PhantomFactor): 0 | 1 =>
          ((settable.includes(name) ? assigned[name] : codes[name][row]) ?? 0) === 1 ? 1 : 0;
        const appearance: Appearance = {
          effusion: code('effusion'),
          conspicuity,
          sex: code('sex'),
          age: ageing(settable.includes('age') ? yearsOf(code('age')) : years[row]!),
          view: code('view'),
          scanner: code('scanner'),
          site: code('site'),
        };
        const anatomy = drawAnatomy(stream(seed, 3, patientOf(row)));
        const acquisition = drawAcquisition(stream(seed, 4, row));
        const pixels = renderChest(appearance, anatomy, acquisition, stream(seed, 5, row), size);
        markers.draw(pixels, assigned);
        return pixels;
      },
    };
  },
});

function drawCodes(
  seed: number,
  images: number,
  patientOf: (row: number) => number,
  natural: Readonly<Record<string, number | undefined>>,
): Record<PhantomFactor, Int32Array> {
  const coin = (random: Random): number => (random.uniform() < 0.5 ? 0 : 1);
  const codes = Object.fromEntries(PHANTOM_NAMES.map((name) => [name, new Int32Array(images)])) as Record<
    PhantomFactor,
    Int32Array
  >;
  for (let row = 0; row < images; row++) {
    const person = stream(seed, 1, patientOf(row));
    codes.sex[row] = coin(person);
    codes.age[row] = coin(person);
    const picture = stream(seed, 6, row);
    const effusion = coin(picture);
    codes.effusion[row] = effusion;
    for (const name of ['view', 'scanner', 'site'] as const) {
      codes[name][row] = picture.uniform() < (natural[name] ?? 0.5) ? effusion : 1 - effusion;
    }
  }
  return codes;
}
