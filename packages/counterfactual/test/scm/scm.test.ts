import { Random } from '@mimmx/core';
import { expect, test } from 'vitest';
import { attributesOf, createScm, type ScmInput } from '../../src/index.ts';

const linear = (slope: Readonly<Record<string, number>>) => {
  const mean = (parents: Readonly<Record<string, number>>) =>
    Object.entries(slope).reduce((sum, [name, by]) => sum + by * parents[name]!, 0);
  return {
    name: 'known',
    options: {
      predict: (u: number, parents: Readonly<Record<string, number>>) => mean(parents) + u,
      abduct: (x: number, parents: Readonly<Record<string, number>>) => x - mean(parents),
    },
  };
};
const one = (value: number) => Float64Array.of(value);
const random = new Random(1);

test('a linear Gaussian model, by hand', () => {
  const scm = createScm(
    {
      x1: { kind: 'continuous', mechanism: linear({}) },
      x2: { kind: 'continuous', parents: ['x1'], mechanism: linear({ x1: 1.5 }) },
      x3: { kind: 'continuous', parents: ['x1', 'x2'], mechanism: linear({ x1: 0.5, x2: -2 }) },
    },
    { random },
  );
  const rows = { x1: one(0.7), x2: one(3), x3: one(1) };
  const first = scm.counterfactual(rows, { x1: 2 }, random).values;
  expect([first.x2![0], first.x3![0]]).toEqual([expect.closeTo(4.95, 12), expect.closeTo(-2.25, 12)]);
  const second = scm.counterfactual(rows, { x2: 0 }, random).values;
  expect([second.x1![0], second.x3![0]]).toEqual([0.7, expect.closeTo(7, 12)]);
});

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));

test('the mechanism of Morpho-MNIST, by hand', () => {
  const scm = createScm(
    {
      t: { kind: 'continuous', mechanism: linear({}) },
      i: {
        kind: 'continuous',
        parents: ['t'],
        mechanism: {
          name: 'known',
          options: {
            predict: (u: number, { t }: Record<string, number>) => 64 + 191 * sigmoid(0.5 * u + 2 * t! - 5),
            abduct: (i: number, { t }: Record<string, number>) => 2 * (logit((i - 64) / 191) - 2 * t! + 5),
          },
        },
      },
    },
    { random },
  );
  const rows = { t: one(2.5), i: one(160) };
  expect(scm.abduct(rows, random).noise.i![0]).toBeCloseTo(0.02094, 5);
  expect(scm.counterfactual(rows, { t: 3.5 }, random).values.i![0]).toBeCloseTo(232.441, 3);
});

/** age → finding ← smoking, sex apart; finding → pressure. */
const clinic: ScmInput = {
  age: { kind: 'continuous', unit: 'years' },
  sex: { kind: 'categorical', labels: ['F', 'M'] },
  smoking: { kind: 'categorical', labels: ['never', 'once', 'now'] },
  finding: { kind: 'categorical', labels: ['no', 'yes'], parents: ['age', 'smoking'] },
  pressure: { kind: 'continuous', parents: ['finding', 'age'] },
};

function clinicRows(count: number, seed: number) {
  const draws = new Random(seed);
  const age = Float64Array.from({ length: count }, () => 60 + 12 * draws.normal());
  const sex = age.map(() => draws.integer(2));
  const smoking = age.map(() => draws.integer(3));
  const finding = age.map((a, i) => (draws.uniform() < sigmoid((a - 60) / 8 + smoking[i]! - 1) ? 1 : 0));
  const pressure = age.map((a, i) => 100 + 10 * finding[i]! + 0.5 * (a - 60) + 6 * draws.normal());
  return { age, sex, smoking, finding, pressure };
}

test('a learned model: effects near the truth, in seconds', () => {
  const rows = clinicRows(7000, 2);
  const scm = createScm(clinic, { random: new Random(3) });
  const report = scm.fit(rows);
  expect(report.rows.finding).toBe(7000);
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  const older = scm.counterfactual(rows, { age: rows.age.map((a) => a + 8) }, new Random(4)).values;
  // By hand: E[σ(η + 1)] − E[σ(η)] over the rows.
  const eta = rows.age.map((a, i) => (a - 60) / 8 + rows.smoking[i]! - 1);
  const expected = mean(eta.map((e) => sigmoid(e + 1) - sigmoid(e)));
  expect(Math.abs(mean(older.finding!) - mean(rows.finding) - expected)).toBeLessThan(0.04);
  expect(older.sex).toEqual(rows.sex);
  const ill = scm.counterfactual(rows, { finding: 'yes' }, new Random(5)).values;
  const healthy = scm.counterfactual(rows, { finding: 'no' }, new Random(5)).values;
  expect(Math.abs(mean(ill.pressure!.map((p, i) => p - healthy.pressure![i]!)) - 10)).toBeLessThan(1.5);
  expect(ill.age).toEqual(rows.age);
});

test('do(k := factual) changes nothing, to the bit', () => {
  const rows = clinicRows(300, 6);
  const scm = createScm(clinic, { random: new Random(7) });
  scm.fit(rows);
  for (const name of scm.graph.order) {
    const { values } = scm.counterfactual(rows, { [name]: rows[name as keyof typeof rows] }, new Random(8));
    expect(values).toEqual(rows);
  }
});

test('missing values are left out of fitting and drawn in abduction', () => {
  const rows = clinicRows(400, 9);
  rows.finding.fill(Number.NaN, 0, 100);
  rows.age.fill(Number.NaN, 50, 150);
  const scm = createScm(clinic, { random: new Random(10) });
  expect(scm.fit(rows).rows).toEqual({ age: 300, sex: 400, smoking: 400, finding: 250, pressure: 250 });
  const { factual, values } = scm.counterfactual(rows, { age: 90 }, new Random(11));
  for (const column of [...Object.values(factual), ...Object.values(values)])
    expect(column.some(Number.isNaN)).toBe(false);
  expect(factual.finding!.slice(150)).toEqual(rows.finding.slice(150));
});

test('what was learned is saved and put back', () => {
  const rows = clinicRows(300, 12);
  const [scm, other] = [
    createScm(clinic, { random: new Random(13) }),
    createScm(clinic, { random: new Random(14) }),
  ];
  scm.fit(rows);
  other.restore(scm.state);
  const counterfactual = (of: typeof scm) => of.counterfactual(rows, { age: 200 }, new Random(15));
  expect(counterfactual(other)).toEqual(counterfactual(scm));
  expect(counterfactual(other).warnings).toHaveLength(1);
  expect(other.sample(5, new Random(1))).toEqual(scm.sample(5, new Random(1)));
});

test('interventions that cannot be, and those that were never seen', () => {
  const rows = clinicRows(200, 16);
  rows.smoking = rows.smoking.map((code) => Math.min(code, 1));
  const scm = createScm(clinic, { random: new Random(17) });
  scm.fit(rows);
  const act = (intervention: Record<string, number | string>) =>
    scm.counterfactual(rows, intervention, new Random(18));
  expect(() => act({ agee: 3 })).toThrow(
    /E_UNKNOWN_NODE: The graph has no node "agee"\. Did you mean "age"\?/,
  );
  expect(() => act({ sex: 'Male' })).toThrow(/E_BAD_VALUE: do\(sex\) has no class "Male"/);
  expect(() => act({ sex: 2 })).toThrow(/E_BAD_VALUE.*a code from 0 to 1/);
  expect(() => act({ age: 'old' })).toThrow(/E_BAD_VALUE: do\(age\) is "old"/);
  expect(act({ age: 130 }).warnings[0]).toMatch(/do\(age\) sets 200 rows outside the range seen/);
  expect(act({ smoking: 'now' }).warnings).toEqual([
    'do(smoking) sets 200 rows to "now", which no training row had.',
  ]);
  expect(act({ age: 60 }).warnings).toEqual([]);
});

test('declarations that cannot be', () => {
  const make = (input: unknown) => () => createScm(input as ScmInput, { random });
  expect(make({ a: { kind: 'continuous', mechanism: 'softmax' } })).toThrow(
    /E_MECHANISM_PLACE: Node "a" is continuous and a root; mechanism "softmax" makes categorical as root or child/,
  );
  expect(make({ a: { kind: 'continuous', mechanism: 'quantil' } })).toThrow(
    /E_UNKNOWN_NAME: Unknown mechanism "quantil"\. Did you mean "quantile"\?/,
  );
  expect(make({ a: { kind: 'continuous', mechanism: { name: 'quantile', options: { knot: 3 } } } })).toThrow(
    /E_OPTION: mechanism "quantile" of "a": unknown option "knot"/,
  );
  const scm = createScm({ a: { kind: 'continuous' } }, { random });
  expect(() => scm.fit({ a: new Float64Array(5).fill(2) })).toThrow(/E_CONSTANT: Attribute "a" is always 2/);
  expect(() => scm.fit({})).toThrow(/E_UNKNOWN_COLUMN/);
});

test('columns of a table', () => {
  const table = {
    length: 2,
    ids: ['a', 'b'],
    patients: Int32Array.of(0, 1),
    patientIds: ['a', 'b'],
    columns: {
      sex: { kind: 'categorical' as const, codes: Int32Array.of(1, -1), labels: ['F', 'M'] },
      age: { kind: 'number' as const, values: Float64Array.of(40, Number.NaN) },
    },
  };
  const sex = { name: 'sex', kind: 'categorical' as const, labels: ['F', 'M'] };
  const age = { name: 'age', kind: 'continuous' as const };
  expect(attributesOf(table, [sex, age])).toEqual({
    sex: Float64Array.of(1, Number.NaN),
    age: Float64Array.of(40, Number.NaN),
  });
  expect(() => attributesOf(table, [{ ...age, name: 'sex' }])).toThrow(/E_ATTRIBUTE_KIND/);
  expect(() => attributesOf(table, [{ ...age, name: 'Age' }])).toThrow(/E_UNKNOWN_COLUMN.*"age"/);
});
