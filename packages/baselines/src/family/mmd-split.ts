import { definePreset, type PresetInput } from './preset.ts';

/**
 * The MMD arm of Müller & Berens (2026), λ 0.5, but between the values of z on f_y. They hold slices against each other,
 * f_y against f_z as two samples: equal distributions of two slices say nothing of whether one tells of the other.
 */
export const mmdSplit = definePreset({
  name: 'mmd-split',
  summary: 'Makes f_y distributed alike for all values of a confounder, in a split network.',
  source: 'Müller & Berens, 2026 (arXiv 2602.18502), MMD',
  options: { estimator: 'mmd', against: 'labels', lambda: 0.5, estimatorSteps: 1 },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    'mmd-split': PresetInput;
  }
}
