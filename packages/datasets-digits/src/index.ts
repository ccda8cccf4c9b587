export { type DigitsOptions, digits, digitsSplit } from './digits.ts';
export type { DigitFactor } from './factors/factor.ts';
export { factors } from './factors/index.ts';
export { plugin } from './plugin.ts';
