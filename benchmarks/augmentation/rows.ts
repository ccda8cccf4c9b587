import type { ExperimentInput } from '@mimmx/experiment';
import { SETTINGS } from '../judged-settings.ts';
import { forDevelopment } from '../settings.ts';

export type Methods = ExperimentInput['methods'];

/** What is chosen on development digits, once for all settings. */
export interface Choice {
  /** Fine-tuning of the generator, or `none`. */
  readonly tuning: string;
  /** Share of the pixel's residual that is kept. */
  readonly pixelNoise: number;
  /** Share of images whose confounders are drawn anew. */
  readonly share: number;
}

/** The rows of the table, in their order. */
export const ROWS = {
  balanced: 'group-balanced',
  erm: 'erm, the same batches',
  unchanged: 'cf-augment, nothing drawn anew',
  augmented: 'cf-augment',
  anyBatches: 'cf-augment, uniform batches',
  mimmx: 'mimm-x',
  both: 'cf-augment + mimm-x',
} as const;

/** What is held against what, paired by patient, and what the difference shows. */
export const PAIRS: readonly { readonly row: string; readonly twin: string; readonly shows: string }[] = [
  { row: ROWS.augmented, twin: ROWS.unchanged, shows: 'the intervention alone' },
  {
    row: ROWS.augmented,
    twin: ROWS.erm,
    shows:
      'the generator, redrawing and intervention (with all of the residual, redrawing alone changes nothing)',
  },
  {
    row: ROWS.augmented,
    twin: ROWS.balanced,
    shows: 'augmentation in balanced batches against those batches; group-balanced also learns every z',
  },
  {
    row: ROWS.anyBatches,
    twin: ROWS.balanced,
    shows: 'augmentation in the place of balanced batches; group-balanced also learns every z',
  },
  { row: ROWS.augmented, twin: ROWS.mimmx, shows: 'augmentation against mimm-x' },
  { row: ROWS.both, twin: ROWS.mimmx, shows: 'augmentation on top of mimm-x' },
];

/** The row that a row with a generator would be without it. */
export const WITHOUT: Readonly<Record<string, string>> = {
  [ROWS.unchanged]: ROWS.erm,
  [ROWS.augmented]: ROWS.erm,
  [ROWS.anyBatches]: ROWS.erm,
  [ROWS.both]: ROWS.mimmx,
};

/** The config of a setting as the judged tables of digits have it, or on the development digits. */
export function configOf(setting: string, development: boolean): ExperimentInput {
  const { config } = SETTINGS[setting]!;
  return development ? forDevelopment(config) : config;
}

/**
 * The rows of a setting, all of its shape, budget and sampling, but for that whose batches are uniform: there the generator
 * alone is to make y and z independent, so every image's confounders are drawn anew.
 *
 * @param generator folder of the generator of this seed
 */
export function rowsWith(setting: string, generator: string, { tuning, pixelNoise, share }: Choice): Methods {
  const { methods } = SETTINGS[setting]!.config;
  const mimmx = methods['mimm-x'] as { options: Readonly<Record<string, unknown>> };
  const { sampling = 'group-balanced' } = mimmx.options;
  const common = { generator, tuning, pixelNoise };
  const augment = (more: Record<string, unknown>) => ({
    method: 'cf-augment',
    options: { ...common, share, ...more },
  });
  return {
    [ROWS.balanced]: { method: 'group-balanced', ...methods['group-balanced'] },
    [ROWS.erm]: { method: 'erm', options: { sampling } },
    [ROWS.unchanged]: augment({ sampling, share: 0 }),
    [ROWS.augmented]: augment({ sampling }),
    [ROWS.anyBatches]: augment({ sampling: 'uniform', share: 1 }),
    [ROWS.mimmx]: { ...mimmx, method: 'mimm-x' },
    [ROWS.both]: augment({ base: 'mimm-x', baseOptions: mimmx.options }),
  };
}
