import { definePreset, type PresetInput } from './preset.ts';

/**
 * The distance-correlation arm of Müller et al. (2024) and Müller & Berens (2026): λ 0.5. Nothing is trained beside the
 * encoder. Their warm-up of 200 epochs is not taken over.
 */
export const dcor = definePreset({
  name: 'dcor',
  summary: 'Distance correlation between the slices of y and of each confounder.',
  source: 'Müller et al., 2024 (arXiv 2407.18792); Müller & Berens, 2026 (arXiv 2602.18502), dCor',
  options: { estimator: 'distance-correlation', lambda: 0.5, estimatorSteps: 1 },
});

declare module '@mimmx/core' {
  interface MethodOptions {
    dcor: PresetInput;
  }
}
