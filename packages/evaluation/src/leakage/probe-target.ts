import { type Reals, requireCodes, requireFinite } from '../input-checks.ts';
import type { CodedFactor } from '../measures/groups.ts';
import type { ProbeTarget } from '../probes/probe.ts';

/** A real-valued confounder: its value in each row, NaN where missing. */
export interface NumberFactor {
  readonly name: string;
  readonly values: Reals;
}

/** What probes are to read: checked classes, or numbers. @throws `E_BAD_CLASS`, `E_NOT_FINITE` */
export function targetOf(z: CodedFactor | NumberFactor): ProbeTarget {
  if ('codes' in z) {
    requireCodes(z.name, z.codes, z.labels.length, -1);
    return { kind: 'classes', codes: z.codes, classes: z.labels.length };
  }
  requireFinite(
    z.name,
    z.values.filter((value) => !Number.isNaN(value)),
  );
  return { kind: 'number', values: Float64Array.from(z.values) };
}
