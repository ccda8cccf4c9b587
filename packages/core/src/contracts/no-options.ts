import type { StandardSchemaV1 } from '@standard-schema/spec';

const refused = (message: string, keys?: readonly string[]) => ({
  issues: [{ message, ...(keys ? { keys } : {}) }],
});

/** The options of a plugin that takes none: nothing, or an object without keys. */
export const noOptions: StandardSchemaV1<unknown, Readonly<Record<string, never>>> = {
  '~standard': {
    version: 1,
    vendor: 'mimmx',
    validate(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return refused('expected an object without keys');
      }
      const keys = Object.keys(value);
      return keys.length > 0 ? refused(`takes no options, got ${keys.join(', ')}`, keys) : { value: {} };
    },
  },
};
