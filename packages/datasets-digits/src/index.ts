export * from './ambiguous/index.ts';
export { type DigitsOptions, digits, digitsOf, digitsSplit } from './digits.ts';
export type { DigitFactor } from './factors/factor.ts';
export { factors } from './factors/index.ts';
export { plugin } from './plugin.ts';
export { type DigitSource, loadDigits } from './source.ts';
