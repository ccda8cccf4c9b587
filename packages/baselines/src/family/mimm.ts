import { definePreset, type PresetInput } from './preset.ts';

/**
 * MIMM (Fay et al., 2023): features split into slices, and MINE between f_y and each f_zi, marginal, at a constant weight.
 * Five estimator steps as in the thesis that extends it.
 */
export const mimm = definePreset({
  name: 'mimm',
  summary: 'MINE between the slices of y and of each confounder, as first published.',
  source: 'Fay et al., 2023 (MIMM); multi-confounder thesis, 2024',
  options: { estimator: 'mine', lambda: 1, estimatorSteps: 5 },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    mimm: PresetInput;
  }
}
