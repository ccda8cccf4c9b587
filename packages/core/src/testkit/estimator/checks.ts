import type { EstimatorDefinition } from '../../contracts/index.ts';
import { validate } from '../../registry/index.ts';
import { Random } from '../../tensor/random.ts';
import { assertThat } from '../assert-that.ts';
import type { Check } from '../check.ts';
import { definitionChecks } from '../definition.ts';
import { sampleEstimatorChecks } from './sample.ts';
import type { EstimatorCheckSettings } from './subject.ts';
import { acceptedForms, type Forms } from './tasks.ts';
import { tensorEstimatorChecks } from './tensor/index.ts';

/**
 * Conformance of an estimator: scalars of the right sign and size on data of known mutual information, in nats where it
 * says so; a gradient that agrees with finite differences; weights that count; nothing read, leaked, learned in
 * `estimate`, kept outside its variables or drawn from elsewhere than its `Random`.
 *
 * @example
 * for (const check of estimatorChecks(myEstimator, { options: { hidden: [16] } })) test(check.name, check.run);
 */
export function estimatorChecks(
  definition: EstimatorDefinition,
  settings: EstimatorCheckSettings = {},
): Check[] {
  const owner = `estimator "${definition.name}"`;
  const { options = {} } = settings;
  const optionsFor = (forms: Forms): unknown => (typeof options === 'function' ? options(forms) : options);
  const create = (forms: Forms, seed: number | Random) =>
    definition.create(
      { ...forms, random: typeof seed === 'number' ? new Random(seed) : seed },
      validate(definition.options, optionsFor(forms), owner),
    );
  const cases = acceptedForms(definition).filter((forms) => accepts(() => create(forms, 1)));

  const shared: Check[] = [
    ...definitionChecks(definition, typeof options === 'function' ? {} : options),
    {
      name: 'accepts what it says it accepts',
      run() {
        assertThat(cases.length > 0, `${owner}: creates no estimator for any of the forms it accepts.`);
      },
    },
  ];
  const first = cases[0];
  if (!first) return shared;
  const subject = { owner, definition, cases, create, settings };
  const checks =
    create(first, 1).form === 'tensor' ? tensorEstimatorChecks(subject) : sampleEstimatorChecks(subject);
  return [...shared, ...checks];
}

/** Whether `make` succeeds: an estimator may accept x of two kinds and y of two kinds, but not every combination. */
function accepts(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
