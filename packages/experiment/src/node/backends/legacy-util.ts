import util from 'node:util';

const is = (type: string) => (value: unknown) => typeof value === type;

/** The type tests that Node 23 took out of `node:util` (deprecated as DEP0044 to DEP0058), as they were documented. */
const REMOVED: Readonly<Record<string, (value: unknown) => boolean>> = {
  isArray: Array.isArray,
  isBoolean: is('boolean'),
  isBuffer: Buffer.isBuffer,
  isDate: util.types.isDate,
  isError: (value) => util.types.isNativeError(value) || value instanceof Error,
  isFunction: is('function'),
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value === null || value === undefined,
  isNumber: is('number'),
  isObject: (value) => value !== null && typeof value === 'object',
  isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  isRegExp: util.types.isRegExp,
  isString: is('string'),
  isSymbol: is('symbol'),
  isUndefined: (value) => value === undefined,
};

/**
 * Puts back what is missing of `util.is…`: `@tensorflow/tfjs-node` 4.22 calls `util.isNullOrUndefined` and
 * `util.isArray`, and cannot be used on Node 23 and later without them. Present functions are left as they are.
 */
export function restoreLegacyUtil(): void {
  const target = util as unknown as Record<string, unknown>;
  for (const [name, test] of Object.entries(REMOVED)) target[name] ??= test;
}
