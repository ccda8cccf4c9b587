/** The parts of a zod schema that lead to its objects' names. */
interface Level {
  readonly shape?: Readonly<Record<string, Level>>;
  readonly def?: {
    readonly innerType?: Level;
    readonly element?: Level;
    readonly valueType?: Level;
    readonly options?: readonly Level[];
  };
}

/** Inside of optional, default and the like. */
const unwrap = (level: Level | undefined): Level | undefined =>
  level?.def?.innerType && !level.shape ? unwrap(level.def.innerType) : level;

const alternatives = (level: Level | undefined): readonly (Level | undefined)[] =>
  unwrap(level)?.def?.options?.flatMap(alternatives) ?? [unwrap(level)];

/** Names that a zod schema knows at a path, for suggestions; empty for schemas that do not show theirs. */
export function knownKeys(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  let levels: readonly (Level | undefined)[] = [schema as Level];
  for (const part of path) {
    levels = levels
      .flatMap(alternatives)
      .map((level) => level?.shape?.[String(part)] ?? level?.def?.element ?? level?.def?.valueType);
  }
  return [...new Set(levels.flatMap(alternatives).flatMap((level) => Object.keys(level?.shape ?? {})))];
}
