/** JSON with the keys of every object in order and nothing undefined, so that equal values have equal texts. */
export const canonical = (value: unknown): string => text(value) ?? 'undefined';

/** As `JSON.stringify` has it; undefined for what it leaves out. */
function text(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((inner) => text(inner) ?? 'null').join(',')}]`;
  let inside = '';
  for (const key of Object.keys(value).sort()) {
    const own = text((value as Record<string, unknown>)[key]);
    if (own !== undefined) inside += `${inside === '' ? '' : ','}${JSON.stringify(key)}:${own}`;
  }
  return `{${inside}}`;
}
