import { definePreset, type PresetInput } from './preset.ts';

/**
 * The MINE arm of Müller et al. (2024) and Müller & Berens (2026): λ 0.55, two estimator steps for each of the encoder
 * (Morpho-MNIST; four on radiographs and OCT).
 */
export const mine = definePreset({
  name: 'mine',
  summary: 'MINE between slices, at the weight and the pace of the 2026 comparison.',
  source: 'Müller et al., 2024 (arXiv 2407.18792); Müller & Berens, 2026 (arXiv 2602.18502), MINE',
  options: { estimator: 'mine', lambda: 0.55, estimatorSteps: 2 },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    mine: PresetInput;
  }
}
