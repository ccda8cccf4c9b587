import type { JsonSchema } from './json-schema.ts';

const or = (words: readonly string[]): string => {
  const unique = [...new Set(words)];
  return unique.length < 2 ? (unique[0] ?? '') : `${unique.slice(0, -1).join(', ')} or ${unique.at(-1)}`;
};

// zod writes the limits of whole numbers that floats can hold; they say nothing.
const shown = (limit: number | undefined): limit is number =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const low = shown(minimum) ? `≥ ${minimum}` : shown(exclusiveMinimum) ? `> ${exclusiveMinimum}` : '';
  const high = shown(maximum) ? `≤ ${maximum}` : shown(exclusiveMaximum) ? `< ${exclusiveMaximum}` : '';
  if (shown(minimum) && shown(maximum)) return ` ${minimum} to ${maximum}`;
  const both = [low, high].filter((word) => word !== '');
  return both.length > 0 ? ` ${both.join(' and ')}` : '';
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** What an option takes, in words: `whole number ≥ 1`, `"relu" or "elu"`, `list of text`, `{ tiles, clipLimit }`. */
export function typeWords(schema: JsonSchema): string {
  if (schema.plugin !== undefined) return `${article(schema.plugin)}: name, or { name, options }`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return or(schema.enum.map((value) => JSON.stringify(value)));
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return or(alternatives.map(typeWords));
  if (Array.isArray(schema.type)) return or(schema.type.map((type) => typeWords({ type })));
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'integer':
      return `whole number${range(schema)}`;
    case 'number':
      return `number${range(schema)}`;
    case 'array':
      if (schema.prefixItems) return `[${schema.prefixItems.map(typeWords).join(', ')}]`;
      return typeof schema.items === 'object' ? `list of ${typeWords(schema.items)}` : 'list';
    case 'object': {
      const names = Object.keys(schema.properties ?? {});
      if (names.length > 0) return `{ ${names.join(', ')} }`;
      const values = schema.additionalProperties;
      return typeof values === 'object' && typeWords(values) !== 'anything'
        ? `by name: ${typeWords(values)}`
        : 'an object';
    }
    default:
      return 'anything';
  }
}
