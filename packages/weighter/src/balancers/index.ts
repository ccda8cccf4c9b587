export { type ConstantOptions, constant } from './constant.ts';
export { type DwaOptions, dwa } from './dwa.ts';
export { type GradientRatioOptions, gradientRatio } from './gradient-ratio.ts';
export { type GradnormOptions, gradnorm } from './gradnorm.ts';
export { type GradnormEmaOptions, gradnormEma } from './gradnorm-ema.ts';
export { type PcgradOptions, pcgrad } from './pcgrad.ts';
export { type UncertaintyOptions, uncertainty } from './uncertainty.ts';
