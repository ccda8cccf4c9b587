import { strataOf, type Task, type TrainingSet } from '../../contracts/index.ts';

/**
 * How closely each confounder goes with y in the training images, 0 (not at all) to 1 (one tells the other): Cramér's V
 * of a categorical confounder, the correlation ratio of one that is a number, both corrected for what chance alone
 * gives in so few images (Bergsma, 2013; Kelley's ε², 1935). Rows whose confounder is missing do not count; a y that is a
 * number is taken by its bins.
 */
export function associationsWithY(set: Pick<TrainingSet, 'y' | 'z'>, task: Task): number[] {
  const classes = strataOf(task.y).classes;
  return task.z.map((factor, i) => {
    const values = set.z[i]!;
    const rows = Array.from(values.keys()).filter((row) =>
      factor.kind === 'categorical' ? values[row]! >= 0 : Number.isFinite(values[row]!),
    );
    const y = rows.map((row) => set.y[row]!);
    const z = rows.map((row) => values[row]!);
    return factor.kind === 'categorical'
      ? cramersV(y, z, classes, factor.classes)
      : correlationRatio(y, z, classes);
  });
}

/** V = √(φ² / min(k − 1, r − 1)) of a table of counts, with Bergsma's correction of φ², k and r. */
function cramersV(y: readonly number[], z: readonly number[], k: number, r: number): number {
  const n = y.length;
  if (n < 2) return 0;
  const table = new Float64Array(k * r);
  const [rows, columns] = [new Float64Array(k), new Float64Array(r)];
  for (let i = 0; i < n; i++) {
    table[y[i]! * r + z[i]!]! += 1;
    rows[y[i]!]! += 1;
    columns[z[i]!]! += 1;
  }
  let sum = 0;
  for (let a = 0; a < k; a++)
    for (let b = 0; b < r; b++)
      if (table[a * r + b]! > 0) sum += table[a * r + b]! ** 2 / (rows[a]! * columns[b]!);
  const [own, other] = [rows, columns].map((counts) => counts.filter((count) => count > 0).length) as [
    number,
    number,
  ];
  const corrected = (count: number) => count - (count - 1) ** 2 / (n - 1);
  const most = Math.min(corrected(own), corrected(other)) - 1;
  const phi = sum - 1 - ((own - 1) * (other - 1)) / (n - 1);
  return most > 0 ? Math.sqrt(Math.min(1, Math.max(0, phi / most))) : 0;
}

/** ε = √((between − (k − 1)·within / (n − k)) / total) of sums of squares: z's variance that y accounts for. */
function correlationRatio(y: readonly number[], z: readonly number[], classes: number): number {
  const n = z.length;
  const mean = z.reduce((a, b) => a + b, 0) / n;
  const [sums, counts] = [new Float64Array(classes), new Float64Array(classes)];
  for (let i = 0; i < n; i++) {
    sums[y[i]!]! += z[i]! - mean;
    counts[y[i]!]! += 1;
  }
  const present = counts.filter((count) => count > 0).length;
  const total = z.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (!(total > 0) || n <= present) return 0;
  const between = sums.reduce((sum, own, c) => (counts[c]! > 0 ? sum + own ** 2 / counts[c]! : sum), 0);
  const within = (total - between) / (n - present);
  return Math.sqrt(Math.min(1, Math.max(0, (between - (present - 1) * within) / total)));
}
