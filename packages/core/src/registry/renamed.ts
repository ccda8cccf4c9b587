const newNames = new WeakMap<object, Readonly<Record<string, string>>>();

/**
 * Says under which name options are found that were called otherwise before, so that an old config is refused with one
 * line that tells what to write. Returns the same schema.
 *
 * @example
 * options: renamed(options({ problems: … }), { policy: 'problems.policy' })
 */
export function renamed<Schema extends object>(
  schema: Schema,
  names: Readonly<Record<string, string>>,
): Schema {
  newNames.set(schema, names);
  return schema;
}

/** What an option of a schema is called today, by its old path. */
export const newNameOf = (schema: unknown, path: string): string | undefined =>
  typeof schema === 'object' && schema !== null ? newNames.get(schema)?.[path] : undefined;
