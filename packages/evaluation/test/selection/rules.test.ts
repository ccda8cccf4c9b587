import { Random } from '@mimmx/core';
import { describe, expect, test } from 'vitest';
import {
  type Candidate,
  defineSelection,
  last,
  leastLeakageWithin,
  patience,
  select,
  selectionRules,
  validationLoss,
  validationMean,
  validationWorstClass,
  validationWorstGroup,
} from '../../src/index.ts';
import { selectionChecks } from '../../src/testkit/index.ts';

for (const rule of selectionRules) {
  describe(rule.name, () => {
    for (const check of selectionChecks(rule)) test(check.name, check.run);
  });
}

test('the checks find a rule that takes the last of equals, one that looks at more than it says, and one turned round', () => {
  const failing = (rule: Parameters<typeof selectionChecks>[0]) =>
    selectionChecks(rule).flatMap(({ name, run }) => {
      try {
        run();
        return [];
      } catch {
        return [name];
      }
    });
  const late = defineSelection({
    ...validationMean,
    score: (candidate) => validationMean.score(candidate) + 1e-9 * candidate.step,
  });
  expect(failing(late)).toEqual(['takes the earliest of equals, unless it looks at nothing']);
  const curious = defineSelection({
    ...validationMean,
    score: (candidate) => validationMean.score(candidate) + candidate.validation.z![0]!.codes[0]!,
  });
  expect(failing(curious)).toContain('says a finite value, or null if it compares nothing');
  expect(failing(defineSelection({ ...validationMean, better: 'lower' }))).toContain(
    'prefers perfect predictions to made-up ones, unless it looks at nothing',
  );
});

const random = () => new Random(1);

/** Groups of four rows: y = 0/1 by z = 0/1; `hits` says how many of each are right. */
function counted(step: number, hits: readonly [number, number, number, number], confidence = 0.8): Candidate {
  const y = Int32Array.from({ length: 40 }, (_, row) => (row < 20 ? 0 : 1));
  const codes = Int32Array.from({ length: 40 }, (_, row) => Math.floor(row / 10) % 2);
  const values = new Float64Array(80);
  y.forEach((truth, row) => {
    const called = row % 10 < hits[Math.floor(row / 10)]! ? truth : 1 - truth;
    values[row * 2 + called] = confidence;
    values[row * 2 + 1 - called] = 1 - confidence;
  });
  return {
    step,
    validation: { set: 'validation', y, values, z: [{ name: 'z', codes, labels: ['a', 'b'] }] },
  };
}

test('each rule picks what it is named after', () => {
  const candidates = [
    counted(1, [10, 10, 10, 2]), // accuracy 0.8, worst group 0.2, worst class 0.6
    counted(2, [7, 7, 7, 7]), // 0.7, 0.7, 0.7
    counted(3, [4, 10, 8, 7]), // 0.725, 0.4, 0.7
    counted(4, [6, 10, 9, 6], 0.6), // 0.775, 0.6, 0.75; the least sure of its errors
  ];
  const step = (rule: Parameters<typeof select>[1]) => select(candidates, rule, random()).step;
  expect(step(last)).toBe(4);
  expect(select(candidates, validationMean, random())).toEqual({
    rule: 'validation-mean',
    step: 1,
    value: 0.8,
  });
  expect(step(validationWorstGroup)).toBe(2);
  expect(step(validationWorstClass)).toBe(4);
  expect(select(candidates, validationLoss, random()).value).toBeCloseTo(
    -0.8 * Math.log(0.8) - 0.2 * Math.log(0.2),
    12,
  );
});

/** Good predictions whose features tell z (as far as told), given y. */
function leaking(step: number, told: number, hits: number): Candidate {
  const stream = new Random(step);
  const rows = 400;
  const y = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const codes = y.map((code) => (stream.uniform() < 0.8 ? code : 1 - code));
  const values = new Float64Array(rows * 2);
  y.forEach((truth, row) => {
    values[row * 2 + (row < hits * rows ? truth : 1 - truth)] = 1;
  });
  const features = Float64Array.from({ length: rows * 2 }, (_, i) =>
    i % 2 === 0 ? y[i >> 1]! + 0.1 * stream.normal() : told * codes[i >> 1]! + stream.normal(),
  );
  const z = [{ name: 'z', codes, labels: ['a', 'b'] }];
  return { step, validation: { set: 'validation', y, values, z }, features: { width: 2, values: features } };
}

test('least leakage: among the good ones, and beyond what y tells of z', () => {
  const candidates = [
    leaking(1, 4, 1), // best, leaks
    leaking(2, 0, 0.96), // within 5 %, tells nothing of z that y does not tell
    leaking(3, 2, 0.98), // within 5 %, leaks some
    leaking(4, 0, 0.9), // too bad
  ];
  expect(select(candidates, leastLeakageWithin(), random())).toMatchObject({ step: 2, value: 0.96 });
  expect(select(candidates, leastLeakageWithin(0.03), random()).step).toBe(3);
  expect(select(candidates, leastLeakageWithin(0), random()).step).toBe(1);
  const without = candidates.map(({ step, validation }) => ({ step, validation: validation! }));
  expect(() => select(without, leastLeakageWithin(), random())).toThrow(/E_SELECTION_UNDEFINED/);
});

test('y a number: R², squared error and the worst group; a class rule is refused in one line', () => {
  const y = Float64Array.of(10, 20, 30, 40);
  const z = [{ name: 'z', codes: Int32Array.of(0, 0, 1, 1), labels: ['a', 'b'] }];
  const one = (step: number, values: Float64Array) => ({
    step,
    validation: { set: 'validation', y, values, z },
  });
  const candidates = [one(1, Float64Array.of(10, 20, 30, 48)), one(2, Float64Array.of(15, 15, 35, 35))];
  const at = (rule: Parameters<typeof select>[1]) => select(candidates, rule, random());
  expect(at(validationMean)).toMatchObject({ step: 1, value: 1 - 64 / 500 });
  expect(at(validationLoss)).toMatchObject({ step: 1 });
  expect(at(validationLoss).value).toBeCloseTo(16, 12);
  expect(at(validationWorstGroup)).toMatchObject({ step: 1, value: -4 });
  expect(() => at(validationWorstClass)).toThrow(/E_SELECTION_TARGET: .*y is a number/);
  const { y: known, values } = candidates[0]!.validation;
  expect(() =>
    select(
      [{ step: 1, validation: { set: 'validation', y: known, values } }],
      validationWorstGroup,
      random(),
    ),
  ).toThrow(/E_SELECTION_NEEDS: The rule "validation-worst-group" needs the confounders/);
});

test('patience: stops after so many looks without gain, and NaN is no gain', () => {
  expect(patience([0.7, 0.8, 0.79, 0.78, 0.9], { looks: 2 })).toEqual({ stopAt: 3, best: 1 });
  expect(patience([0.7, 0.8, 0.79, 0.81], { looks: 2 })).toEqual({ stopAt: null, best: 3 });
  expect(patience([2, 1, 0.995, 0.991], { looks: 2, better: 'lower', gain: 0.01 })).toEqual({
    stopAt: 3,
    best: 1,
  });
  expect(patience([Number.NaN, 0.5, Number.NaN, Number.NaN], { looks: 2 })).toEqual({ stopAt: 3, best: 1 });
  expect(patience([Number.NaN, Number.NaN, Number.NaN], { looks: 2 })).toEqual({ stopAt: 2, best: -1 });
});
