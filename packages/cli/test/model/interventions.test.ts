import { expect, test } from 'vitest';
import { readInterventions } from '../../src/counterfactual/interventions.ts';

const attributes = {
  sex: { name: 'sex', kind: 'categorical', labels: ['F', 'M'] },
  bmi: { name: 'bmi', kind: 'continuous' },
} as const;

test('numbers are read as such, and what is none stays as it was written', () => {
  const found = readInterventions(['sex=M,bmi=30', 'bmi=fat', 'bmi='], attributes);
  expect(found.map(({ intervention }) => intervention)).toEqual([
    { sex: 'M', bmi: 30 },
    { bmi: 'fat' },
    { bmi: '' },
  ]);
});

test('a node is set once', () => {
  expect(() => readInterventions(['sex=M,sex=F'], attributes)).toThrow(
    /^E_USAGE: --do sex=M,sex=F: "sex" is set twice\. Write --do once for each value/,
  );
});
