import type {
  ConstantOptions,
  DwaOptions,
  GradientRatioOptions,
  GradnormEmaOptions,
  GradnormOptions,
  PcgradOptions,
  UncertaintyOptions,
} from './balancers/index.ts';
import type {
  AttentionConcatOptions,
  AttentionSummaryOptions,
  AttentionSumOptions,
  UniformOptions,
} from './weighters/index.ts';

declare module '@mimmx/core' {
  interface WeighterOptions {
    uniform: UniformOptions;
    'attention-sum': AttentionSumOptions;
    'attention-summary': AttentionSummaryOptions;
    'attention-concat': AttentionConcatOptions;
  }
  interface BalancerOptions {
    constant: ConstantOptions;
    'gradient-ratio': GradientRatioOptions;
    gradnorm: GradnormOptions;
    'gradnorm-ema': GradnormEmaOptions;
    uncertainty: UncertaintyOptions;
    dwa: DwaOptions;
    pcgrad: PcgradOptions;
  }
}
