import { MimmxError } from '@mimmx/core/contracts';
import { type Reals, requireCodes, requireFinite } from '../input-checks.ts';
import { r2Statistic, type Statistic, stratifiedMean } from '../intervals/index.ts';
import { logisticRegression } from '../probes/logistic-regression.ts';
import { neighbourClasses, neighbourMeans } from '../probes/nearest-neighbours.ts';
import { perceptronClasses, perceptronValues } from '../probes/perceptron.ts';
import { ridge } from '../probes/ridge.ts';
import { prepare } from './prepare.ts';
import { type Leakage, type LeakageSettings, summarise } from './three-probes.ts';

/**
 * Reads a categorical z from the features with fresh probes: multinomial logistic regression, k nearest neighbours,
 * and a multi-layer perceptron. They are fitted on half of the patients and judged on the other half.
 *
 * Call it with held-out data in which y and z are independent (the balanced shift): elsewhere features that predict y
 * perfectly, and know nothing else, predict z as well. Fresh probes see what the critic or the heads of the training
 * no longer see; why those cannot be trusted is said at `switchedHead`.
 *
 * @param features f_y, row-major [rows, width]
 * @param z class of each row; −1 (missing) leaves the row out
 * @param classes number of classes of z
 * @param patients patient of each row; every row is a patient of its own if absent
 * @throws `E_ONE_CLASS`, `E_TOO_FEW_PATIENTS`, `E_NOT_FINITE`, `E_LENGTH_MISMATCH`, `E_BAD_CLASS`
 *
 * @example
 * const { best, chance } = leakage(features, 16, z1, 2, patients, { random: new Random(7) });
 */
export function leakage(
  features: Reals,
  width: number,
  z: Int32Array,
  classes: number,
  patients: Int32Array | undefined,
  settings: LeakageSettings,
): Leakage {
  requireCodes('z', z, classes, -1);
  if (new Set(z.filter((code) => code >= 0)).size < 2) {
    throw new MimmxError(
      'E_ONE_CLASS',
      'z has fewer than two classes here. Evaluate leakage on balanced data.',
    );
  }
  const { random } = settings;
  const { fit, judge, fitRows, judgeRows, fitPatients, clusters } = prepare(
    features,
    width,
    z,
    patients,
    settings,
  );
  const fitZ = fitRows.map((row) => z[row]!);
  const judgeZ = judgeRows.map((row) => z[row]!);
  const statistic = (predicted: Int32Array): Statistic => {
    const hits = predicted.map((code, i) => (code === judgeZ[i] ? 1 : 0));
    return stratifiedMean(hits, judgeZ, classes, 'mean', clusters);
  };
  const mlp = { ...settings.perceptron, random: random.fork() };
  return summarise(
    {
      linear: statistic(logisticRegression(fit, fitZ, classes, judge, settings.penalty)),
      knn: statistic(neighbourClasses(fit, fitZ, classes, judge, settings.neighbours ?? 30)),
      mlp: statistic(perceptronClasses(fit, fitZ, classes, fitPatients, judge, mlp)),
    },
    { measure: 'balanced-accuracy', chance: 1 / classes, rows: judge.rows },
    clusters.count,
    settings,
  );
}

/**
 * The same for a continuous z (age in years): R² of ridge regression, k nearest neighbours and a multi-layer
 * perceptron.
 *
 * @param z value of each row; NaN (missing) leaves the row out
 */
export function continuousLeakage(
  features: Reals,
  width: number,
  z: Reals,
  patients: Int32Array | undefined,
  settings: LeakageSettings,
): Leakage {
  const known = Int32Array.from(z, (value) => (Number.isNaN(value) ? -1 : 0));
  requireFinite(
    'z',
    z.filter((value) => !Number.isNaN(value)),
  );
  const { random } = settings;
  const { fit, judge, fitRows, judgeRows, fitPatients, clusters } = prepare(
    features,
    width,
    known,
    patients,
    settings,
  );
  const fitZ = Float64Array.from(fitRows, (row) => z[row]!);
  const judgeZ = Float64Array.from(judgeRows, (row) => z[row]!);
  const statistic = (predicted: Float64Array): Statistic => r2Statistic(judgeZ, predicted, clusters);
  const mlp = { ...settings.perceptron, random: random.fork() };
  return summarise(
    {
      linear: statistic(ridge(fit, fitZ, judge, settings.penalty)),
      knn: statistic(neighbourMeans(fit, fitZ, judge, settings.neighbours ?? 30)),
      mlp: statistic(perceptronValues(fit, fitZ, fitPatients, judge, mlp)),
    },
    { measure: 'r2', chance: 0, rows: judge.rows },
    clusters.count,
    settings,
  );
}
