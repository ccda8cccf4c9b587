export {
  type AmbiguousAttribute,
  type AmbiguousCodes,
  type AmbiguousDigits,
  type AmbiguousName,
  type AmbiguousSettings,
  ambiguousAttributes,
  ambiguousDigits,
} from './ambiguous-digits.ts';
