/** The path of a record's image, and the places of the columns that hold nothing but it. */
export interface PathOf {
  readonly columns: readonly number[];
  /** Empty if a column that it needs is. */
  path(fields: readonly string[]): string;
}

/**
 * Reads where images are: the name of a column, or a path with columns in braces, for tables whose ids have no ending
 * (`'{dicom_id}.dcm'`) or whose images lie in folders of ids (`'{eid}/T1/T1_brain.nii.gz'`).
 *
 * @param required place of a column; throws if the table does not have it
 */
export function pathPattern(pattern: string, required: (column: string) => number): PathOf {
  const names = [...pattern.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);
  if (names.length === 0) {
    const at = required(pattern);
    return { columns: [at], path: (fields) => fields[at]!.trim() };
  }
  const places = new Map(names.map((name) => [name, required(name)]));
  return {
    // A column that only helps to name the file may still be a column of the table.
    columns: [],
    path(fields) {
      let absent = false;
      const path = pattern.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
        const text = fields[places.get(name)!]!.trim();
        if (text === '') absent = true;
        // Numbers that an outer merge has made floats: `1000015.0` is folder 1000015.
        return text.replace(/^(\d+)\.0+$/, '$1');
      });
      return absent ? '' : path;
    },
  };
}
