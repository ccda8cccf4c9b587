import { columnsOf, type Reals, requireCodes } from '../input-checks.ts';
import { byScore } from './by-score.ts';

/**
 * Area under the precision–recall curve as average precision, Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct thresholds, without
 * interpolation (Davis & Goadrich, 2006, show why not to interpolate linearly). Two classes: of class 1. More: mean
 * of one-vs-rest over the classes that occur. A useless score gives the frequency of the positive class.
 *
 * @param truth true class of each row, [rows]
 * @param probabilities row-major [rows, classes]
 * @returns NaN if no positive occurs
 */
export function auprc(truth: Int32Array, probabilities: Reals): number {
  const rows = truth.length;
  const classes = columnsOf('probabilities', probabilities, rows);
  requireCodes('truth', truth, classes);
  if (classes === 2) return averagePrecision(truth, probabilities, classes, 1);
  const scores = Array.from({ length: classes }, (_, c) =>
    averagePrecision(truth, probabilities, classes, c),
  );
  const defined = scores.filter((score) => !Number.isNaN(score));
  return defined.reduce((a, b) => a + b, 0) / defined.length;
}

function averagePrecision(
  truth: Int32Array,
  probabilities: Reals,
  classes: number,
  positive: number,
): number {
  const rows = truth.length;
  const { order, endsBlock } = byScore(probabilities, rows, classes, positive);
  let hits = 0;
  let counted = 0;
  let area = 0;
  let total = 0;
  for (const t of truth) if (t === positive) total++;
  // From the highest score down; all rows of equal score are called positive together.
  for (let high = rows - 1; high >= 0; ) {
    let low = high;
    while (low > 0 && endsBlock[low - 1] === 0) low--;
    let blockHits = 0;
    for (let i = low; i <= high; i++) if (truth[order[i]!] === positive) blockHits++;
    counted += high - low + 1;
    hits += blockHits;
    area += (blockHits / total) * (hits / counted);
    high = low - 1;
  }
  return area;
}
