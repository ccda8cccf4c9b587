import type { EstimatorDefinition, Samples, VariableForm } from '../../contracts/index.ts';
import type { Random } from '../../tensor/random.ts';
import * as tf from '../../tf/index.ts';

/** Forms of the two variables of one case. */
export interface Forms {
  readonly x: VariableForm;
  readonly y: VariableForm;
}

const FORM: Readonly<Record<VariableForm['kind'], VariableForm>> = {
  continuous: { kind: 'continuous', width: 1 },
  discrete: { kind: 'discrete', classes: 2 },
};

/** Every combination of forms that an estimator accepts and can tell apart, two classes first: the fastest to learn. */
export function acceptedForms({ accepts }: EstimatorDefinition): Forms[] {
  const kinds = ['discrete', 'continuous'] as const;
  return kinds.flatMap((x) =>
    kinds
      .filter((y) => accepts.x.includes(x) && accepts.y.includes(y))
      .map((y) => ({ x: FORM[x], y: FORM[y] })),
  );
}

/** Values of one side, [rows]: numbers, or whole numbers where they are classes. */
export interface Draw {
  readonly x: Float32Array | Int32Array;
  readonly y: Float32Array | Int32Array;
}

const CORRELATION = 0.8;
const AGREEMENT = 0.95;
/** Distance of the two classes' means from 0, in their own standard deviations: they hardly overlap. */
const SEPARATION = 4;

/** True mutual information of {@link draw}'s dependent variables, in nats. */
export const truth = ({ x, y }: Forms): number =>
  x.kind === 'continuous' && y.kind === 'continuous'
    ? -Math.log(1 - CORRELATION ** 2) / 2
    : Math.log(2) + AGREEMENT * Math.log(AGREEMENT) + (1 - AGREEMENT) * Math.log(1 - AGREEMENT);

/**
 * Rows of two variables of those forms with mean 0 and standard deviation 1 where continuous: correlated normals; equal
 * classes in 19 rows of 20; or a mixture of two normals that follows such a class.
 *
 * @param dependent otherwise every row's y is of another row
 */
export function draw(forms: Forms, rows: number, random: Random, dependent = true): Draw {
  const make = (form: VariableForm) =>
    form.kind === 'discrete' ? new Int32Array(rows) : new Float32Array(rows);
  const x = make(forms.x);
  const y = make(forms.y);
  const mixture = (code: number) =>
    ((2 * code - 1) * SEPARATION + random.normal()) / Math.sqrt(SEPARATION ** 2 + 1);
  for (let i = 0; i < rows; i++) {
    if (forms.x.kind === 'continuous' && forms.y.kind === 'continuous') {
      x[i] = random.normal();
      const own = dependent ? x[i]! : random.normal();
      y[i] = CORRELATION * own + Math.sqrt(1 - CORRELATION ** 2) * random.normal();
      continue;
    }
    const code = random.integer(2);
    const other = dependent ? code : random.integer(2);
    const noisy = random.uniform() < AGREEMENT ? other : 1 - other;
    x[i] = forms.x.kind === 'discrete' ? code : mixture(code);
    y[i] = forms.y.kind === 'discrete' ? noisy : mixture(noisy);
  }
  return { x, y };
}

/** One side as a tensor: [rows, 1] float32, or [rows] int32. */
export const sideTensor = (values: Float32Array | Int32Array): tf.Tensor =>
  values instanceof Int32Array ? tf.tensor1d(values, 'int32') : tf.tensor2d(values, [values.length, 1]);

/** One side as samples. */
export const sideSamples = (values: Float32Array | Int32Array): Samples => ({
  values,
  rows: values.length,
  columns: 1,
  ...(values instanceof Int32Array && { classes: 2 }),
});
