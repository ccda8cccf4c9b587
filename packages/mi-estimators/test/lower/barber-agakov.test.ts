import { estimatorChecks } from '@mimmx/core/testkit';
import { describe, expect, test } from 'vitest';
import { barberAgakov } from '../../src/index.ts';
import { continuous, make } from '../make.ts';

/** Entropy of a standard normal, in nats. */
const ENTROPY = Math.log(2 * Math.PI * Math.E) / 2;

describe('barber-agakov conforms', () => {
  const options = ({ y }: { y: { kind: string } }) =>
    y.kind === 'continuous' ? { hidden: [16], entropy: ENTROPY } : { hidden: [16] };
  for (const check of estimatorChecks(barberAgakov, { options })) test(check.name, check.run);
});

test('a continuous y needs its entropy', () => {
  expect(() => make(barberAgakov, { x: continuous(1), y: continuous(1) })).toThrow(
    'E_OPTION: barber-agakov: a continuous y needs the option "entropy"',
  );
});
