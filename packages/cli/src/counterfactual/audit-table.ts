import type { AuditRow, Validity } from '@mimmx/counterfactual';
import { renderTable } from '../table/table.ts';

/** An audit of one trained model, with the generator's validity. */
export interface AuditedModel extends AuditRow {
  readonly method: string;
  readonly seed: number;
  readonly validity: Validity | null;
}

const shown = ({ value, low, high }: AuditRow['change'], decimals: number): string =>
  `${value.toFixed(decimals)} [${low.toFixed(decimals)}, ${high.toFixed(decimals)}]`;

/** One line for each model and confounder, the generator's validity beside it. */
export function auditTable(rows: readonly AuditedModel[], tuning: string): string {
  return renderTable(
    rows.map(({ method, seed, intervention }) => `${method} ${seed}, ${intervention}`),
    [
      {
        heading: 'the classifier under do(confounder)',
        columns: [
          { heading: 'mean change', cells: rows.map(({ change }) => shown(change, 3)) },
          { heading: 'flips', cells: rows.map(({ flips }) => shown(flips, 2)) },
          { heading: 'AUC', cells: rows.map(({ auc }) => auc.toFixed(3)) },
          { heading: 'ΔAUC', cells: rows.map(({ deltaAuc }) => shown(deltaAuc, 1)) },
        ],
      },
      {
        heading: `the generator (${tuning === 'none' ? 'not tuned' : tuning})`,
        columns: [
          { heading: 'null change', cells: rows.map(({ floor }) => floor.value.toFixed(3)) },
          { heading: 'arrives', cells: rows.map(({ validity }) => validity?.target.toFixed(1) ?? '–') },
          { heading: 'moves y', cells: rows.map(({ validity }) => validity?.offTarget.toFixed(1) ?? '–') },
        ],
      },
    ],
  );
}
