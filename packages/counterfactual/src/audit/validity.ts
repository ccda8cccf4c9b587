import type { MeasureRow } from '@mimmx/evaluation';
import type { AuditRow } from './audit.ts';

/** What a generator's own measures say about one intervention, by the judges that did not tune it. */
export interface Validity {
  /** A_zz: whether the intervention arrives; points of AUC, the lowest of the judges. */
  readonly target: number;
  /** A_zy: what it does to the classifier's target; points of AUC, the furthest from 0 of the judges. */
  readonly offTarget: number;
  /** Whether that judge's interval leaves 0 out. */
  readonly certain: boolean;
}

/** Below this ΔAUC of the intervened attribute itself, an intervention has hardly arrived. */
const ARRIVED = -10;
/** Share of a finding that an amplification has to reach to explain it. */
const SHARE = 0.5;

/**
 * The generator's validity beside an audit: its amplification of the target under do(confounder), from the rows that
 * its study measured. Null where it was not measured.
 */
export function validityOf(
  rows: readonly MeasureRow[],
  intervention: string,
  target: string,
): Validity | null {
  const own = rows.filter(
    ({ measure, set, group, probe }) =>
      measure === 'amplification' && set === `do(${intervention})` && group !== 'null' && probe !== 'own',
  );
  const arrived = own.filter(({ factor }) => factor === intervention).map(({ value }) => value ?? 0);
  const off = own
    .filter(({ factor }) => factor === target)
    .sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
  const [most] = off;
  if (!most || arrived.length === 0) return null;
  const { value, low, high } = most;
  return {
    target: Math.min(...arrived),
    offTarget: value ?? 0,
    certain: low !== null && high !== null && (low > 0 || high < 0),
  };
}

/**
 * Why a finding of an audit may be the generator's doing, one sentence each (ours). An intervention that amplifies the
 * target makes an invariant classifier look variant; one that does not arrive makes a variant one look invariant.
 */
export function auditWarnings(row: AuditRow, target: string, validity: Validity | null): readonly string[] {
  const { intervention, change, floor, towardsTruth } = row;
  const where = `do(${intervention})`;
  const warnings: string[] = [];
  if (!validity)
    warnings.push(`${where}: the generator's own validity was not measured, so this finding stands alone.`);
  if (validity && validity.target < ARRIVED)
    warnings.push(
      `${where}: the intervention hardly arrives (ΔAUC of "${intervention}" ${validity.target.toFixed(1)} points), so little change is no evidence of invariance.`,
    );
  if (validity && Math.abs(validity.offTarget) >= 1 && validity.certain) {
    const much = Math.abs(towardsTruth.value) >= SHARE * change.value;
    warnings.push(
      much
        ? `${where}: the generator changes "${target}", too (ΔAUC ${validity.offTarget.toFixed(1)} points), and ${Math.round((100 * Math.abs(towardsTruth.value)) / change.value)} % of the change goes along the true class: its amplification could explain the finding.`
        : `${where}: the generator changes "${target}", too (ΔAUC ${validity.offTarget.toFixed(1)} points), but little of the change goes along the true class.`,
    );
  }
  if (floor.value >= SHARE * change.value)
    warnings.push(
      `${where}: the null intervention alone changes predictions by ${floor.value.toFixed(3)}, of ${change.value.toFixed(3)}: most of the finding is the generator's redrawing.`,
    );
  return warnings;
}
