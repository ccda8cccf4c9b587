import type { Check } from '../../check.ts';
import type { EstimatorSubject } from '../subject.ts';
import { conductChecks } from './conduct.ts';
import { gradientChecks } from './gradients.ts';
import { rowChecks } from './rows.ts';
import { setUp } from './setup.ts';
import { sizeChecks } from './size.ts';
import { variableChecks } from './variables.ts';

/** What an estimator that is a tensor expression must do. */
export function tensorEstimatorChecks(subject: EstimatorSubject): Check[] {
  const setup = setUp(subject);
  return [conductChecks, variableChecks, gradientChecks, rowChecks, sizeChecks].flatMap((checks) =>
    checks(setup),
  );
}
