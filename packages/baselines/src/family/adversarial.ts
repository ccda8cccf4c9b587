import { definePreset, type PresetInput } from './preset.ts';

/**
 * The adversarial arm of Müller et al. (2024) and Müller & Berens (2026), scale 0.5: a classifier of z on f_y. In terms of
 * mimm-x it is the bound of Barber and Agakov (2003), H(z) − CE, which the classifier raises and the encoder lowers; the
 * players take turns in place of a gradient reversal.
 */
export const adversarial = definePreset({
  name: 'adversarial',
  summary: 'A classifier of each confounder reads f_y, and the encoder makes it fail.',
  source:
    'Müller et al., 2024 (arXiv 2407.18792); Müller & Berens, 2026 (arXiv 2602.18502), adversarial classifier',
  options: { estimator: 'barber-agakov', against: 'labels', lambda: 0.5, estimatorSteps: 1 },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    adversarial: PresetInput;
  }
}
