export { type AttentionConcatOptions, attentionConcat } from './attention-concat.ts';
export { type AttentionSumOptions, attentionSum } from './attention-sum.ts';
export { type AttentionSummaryOptions, attentionSummary } from './attention-summary.ts';
export { type UniformOptions, uniform } from './uniform.ts';
