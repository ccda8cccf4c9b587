import type { SampleEstimator } from '../../contracts/index.ts';
import { Random } from '../../tensor/random.ts';
import { assertThat } from '../assert-that.ts';
import type { Check } from '../check.ts';
import type { EstimatorSubject } from './subject.ts';
import { type Draw, draw, type Forms, sideSamples, truth } from './tasks.ts';

const ROWS = 1500;

/** What an estimator of all samples at once must do. */
export function sampleEstimatorChecks({ owner, definition, cases, create }: EstimatorSubject): Check[] {
  const accepted = cases.filter((forms) => measures(create(forms, 1) as SampleEstimator, forms));
  const measure = (forms: Forms, { x, y }: Draw, seed = 1): number =>
    (create(forms, seed) as SampleEstimator).measure(sideSamples(x), sideSamples(y));
  const each = (name: string, run: (forms: Forms) => void): Check => ({
    name,
    run() {
      assertThat(accepted.length > 0, `${owner}: measures none of the forms it accepts.`);
      for (const forms of accepted) run(forms);
    },
  });
  const nats = definition.unit === 'nats';

  return [
    each('measures a known mutual information, in nats if it says so', (forms) => {
      const value = measure(forms, draw(forms, ROWS, new Random(3)));
      const expected = truth(forms);
      assertThat(
        Number.isFinite(value) && (!nats || Math.abs(value - expected) < 0.2 * expected),
        `${owner}: ${value} for ${expected} nats.`,
      );
    }),

    each('is near zero for independent variables and larger for dependent ones', (forms) => {
      const independent = measure(forms, draw(forms, ROWS, new Random(4), false));
      const dependent = measure(forms, draw(forms, ROWS, new Random(4)));
      assertThat(
        dependent > independent && (!nats || Math.abs(independent) < 0.08),
        `${owner}: ${independent} for independent variables, ${dependent} for dependent ones.`,
      );
    }),

    each('gives the same under the same seed', (forms) => {
      const sample = draw(forms, 200, new Random(5));
      const [a, b] = [measure(forms, sample), measure(forms, sample)];
      assertThat(a === b, `${owner}: ${a}, then ${b}, under the same seed.`);
    }),

    each('does not depend on the order of the rows', (forms) => {
      const { x, y } = draw(forms, 300, new Random(6));
      const a = measure(forms, { x, y });
      const b = measure(forms, { x: x.slice().reverse(), y: y.slice().reverse() });
      assertThat(Math.abs(a - b) < 1e-4, `${owner}: ${a}, with the rows turned round ${b}.`);
    }),

    each('does not depend on the unit of a continuous variable', (forms) => {
      const { x, y } = draw(forms, 300, new Random(7));
      const rescaled = x instanceof Float32Array ? x.map((v) => 1000 * v + 7) : x;
      const [a, b] = [measure(forms, { x, y }), measure(forms, { x: rescaled, y })];
      assertThat(Math.abs(a - b) < 1e-2, `${owner}: ${a}, with x in other units ${b}.`);
    }),

    each('leaves its samples as they were', (forms) => {
      const { x, y } = draw(forms, 200, new Random(8));
      const [keptX, keptY] = [x.slice(), y.slice()];
      measure(forms, { x, y });
      const same = x.every((v, i) => v === keptX[i]) && y.every((v, i) => v === keptY[i]);
      assertThat(same, `${owner}: changes the samples it is given.`);
    }),

    each('refuses variables of different lengths', (forms) => {
      const { x, y } = draw(forms, 100, new Random(9));
      let refused = false;
      try {
        measure(forms, { x, y: y.slice(1) });
      } catch {
        refused = true;
      }
      assertThat(refused, `${owner}: measures 100 rows of x with 99 of y.`);
    }),
  ];
}

/** Whether the estimator takes such samples: it may need one side of each kind. */
function measures(estimator: SampleEstimator, forms: Forms): boolean {
  const { x, y } = draw(forms, 100, new Random(2));
  try {
    estimator.measure(sideSamples(x), sideSamples(y));
    return true;
  } catch {
    return false;
  }
}
