// What a command needs to tell of a mistake before it has loaded anything: nothing here loads a library.
export { type ErrorCode, isMimmxError, MimmxError } from './errors.ts';
export { suggest } from './registry/suggest.ts';
export { isOptionError, type OptionError } from './registry/validate.ts';
