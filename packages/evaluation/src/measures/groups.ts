import { requireCodes, requireSameLength } from '../input-checks.ts';

/** A variable of the evaluated rows in classes, or a number's bins: code per row, −1 where missing. */
export interface CodedFactor {
  readonly name: string;
  readonly codes: Int32Array;
  /** What each code means; its length is the number of classes. */
  readonly labels: readonly string[];
}

/** Which group (combination of y and the confounders) each row belongs to. */
export interface GroupCodes {
  /** Group of each row, [rows]; −1 where a factor is missing. */
  readonly codes: Int32Array;
  /** Name of each group, such as `y = ≥5, z1 = thick`. */
  readonly labels: readonly string[];
  /** Number of combinations that exist in principle, whether or not a row has them. */
  readonly possible: number;
}

/** Above this number of combinations only those that occur are listed; `possible` still counts all. */
const LISTED = 4096;

/**
 * Combines y and the confounders into groups.
 *
 * @example
 * groupCodes([{ name: 'y', codes: y, labels: ['<5', '≥5'] }, { name: 'z1', codes: z1, labels: ['thin', 'thick'] }]);
 */
export function groupCodes(factors: readonly CodedFactor[]): GroupCodes {
  const rows = factors[0]?.codes.length ?? 0;
  for (const { name, codes, labels } of factors) {
    requireSameLength(name, codes.length, factors[0]!.name, rows);
    requireCodes(name, codes, labels.length, -1);
  }
  const possible = factors.reduce((product, factor) => product * factor.labels.length, 1);
  const combined = new Float64Array(rows);
  for (const { codes, labels } of factors) {
    for (let row = 0; row < rows; row++) {
      const code = codes[row]!;
      combined[row] = code < 0 || combined[row]! < 0 ? -1 : combined[row]! * labels.length + code;
    }
  }
  const listed =
    possible <= LISTED
      ? Array.from({ length: possible }, (_, i) => i)
      : [...new Set(combined)].filter((c) => c >= 0).sort((a, b) => a - b);
  const place = new Map(listed.map((combination, i) => [combination, i]));
  return {
    codes: Int32Array.from(combined, (combination) => place.get(combination) ?? -1),
    labels: listed.map((combination) => nameOf(combination, factors)),
    possible,
  };
}

function nameOf(combination: number, factors: readonly CodedFactor[]): string {
  const parts: string[] = [];
  let rest = combination;
  for (const { name, labels } of [...factors].reverse()) {
    parts.unshift(`${name} = ${labels[rest % labels.length]}`);
    rest = Math.floor(rest / labels.length);
  }
  return parts.join(', ');
}
