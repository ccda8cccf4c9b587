export {
  type AmbiguousCodes,
  type AmbiguousDigits,
  type AmbiguousSettings,
  ambiguousDigits,
} from './ambiguous-digits.ts';
export { type AmbiguousAttribute, type AmbiguousName, ambiguousAttributes } from './attributes.ts';
