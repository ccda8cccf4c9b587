import { Random } from '@mimmx/core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Attribute,
  type Attributes,
  amplification,
  amplificationMatrix,
  createParentEncoding,
  createScm,
  effectiveness,
  fitLinearPredictor,
  type Generator,
  predictAll,
  requireBetterThanChance,
} from '../../src/index.ts';
import { ambiguous, ambiguousGraph } from '../ambiguous.ts';
import { compiling } from '../backends.ts';

beforeAll(() => compiling.setup());

const train = ambiguous(600, 1);
const table = ambiguous(600, 2);
const scm = createScm(ambiguousGraph, { random: new Random(3) });
scm.fit(train.attributes);
const encoding = createParentEncoding(Object.values(scm.attributes));
encoding.fit(train.attributes);
const { attributes } = encoding;
const predictor = fitLinearPredictor({
  table: train,
  attributes,
  encoding,
  random: new Random(4),
  components: 8,
});

/** A "generator" that draws images by hand. */
const by = (
  draw: (attributes: Attributes) => Float32Array,
): Pick<Generator, 'scm' | 'encoding' | 'counterfactual'> => ({
  scm,
  encoding,
  async counterfactual(rows, { do: intervention, random }) {
    const { values, factual, warnings } = scm.counterfactual(rows.attributes, intervention, random);
    return { images: draw(values), attributes: values, factual, warnings };
  },
});
const matrix = async (
  generator: Parameters<typeof amplificationMatrix>[0]['generator'],
  protocol: 'forced' | 'null' = 'forced',
) =>
  (
    await amplificationMatrix({
      generator,
      table,
      predictors: [predictor],
      backend: compiling,
      random: new Random(5),
      protocol,
      replicates: 300,
    })
  ).rows;

describe('the amplification matrix', () => {
  test('of a generator that does nothing: 0 off the diagonal, far below on it', async () => {
    const rows = await matrix(by(() => table.images));
    expect(rows).toHaveLength(4);
    for (const { kind, delta, shift } of rows) {
      if (kind === 'off-target') expect([delta.value, delta.low, delta.high, shift]).toEqual([0, 0, 0, 0]);
      else expect(delta.high).toBeLessThan(-50);
    }
  });

  test('of the true renderer: 0 within its intervals', async () => {
    for (const { kind, delta, shift } of await matrix(by((values) => table.render(values)))) {
      expect(delta.low).toBeLessThanOrEqual(0.5);
      expect(delta.high).toBeGreaterThanOrEqual(-0.5);
      if (kind === 'off-target') expect(Math.abs(shift)).toBeLessThan(0.05);
    }
  });

  test('of a generator that exaggerates the weak attribute: above 0 there, with its sign', async () => {
    const loud = by((values) => {
      const images = table.render(values);
      return images.map((grey, at) =>
        at % 8 < 4 ? grey : grey + 0.08 * (2 * values.right![Math.floor(at / 64)]! - 1),
      );
    });
    for (const row of await matrix(loud)) {
      if (row.attribute !== 'right') continue;
      expect(row.delta.low).toBeGreaterThan(2);
      if (row.kind === 'off-target') expect(row.shift).toBeGreaterThan(0.4);
    }
    const floor = await matrix(loud, 'null');
    expect(floor.find((row) => row.attribute === 'right')!.delta.low).toBeGreaterThan(2);
  });
});

test('numbers: errors in their unit, and a shift away from the mean', () => {
  const age: Attribute = { name: 'age', kind: 'continuous', unit: 'years' };
  const truth = { age: Float64Array.of(20, 40, 60, 80) };
  const outputs = { age: Float64Array.of(-0.5, -0.2, 0.2, 0.5) };
  const [cell] = amplification({
    attributes: [age],
    intervened: [],
    affected: new Set(),
    factual: { attributes: truth, outputs },
    counterfactual: { attributes: truth, outputs: { age: outputs.age.map((value) => 2 * value) } },
    unscale: (_, value) => 50 + 30 * value,
    random: new Random(1),
    replicates: 10,
  });
  // Errors of 15, 4, 4 and 15 years become 0, 2, 2 and 0.
  expect(cell!.delta.value).toBeCloseTo(1 - 9.5, 10);
  expect(cell).toMatchObject({ unit: 'years', kind: 'off-target' });
  expect(cell!.shift).toBeCloseTo(0.35 / Math.sqrt(0.145), 10);
});

test('effectiveness on real images, and a predictor that is worse than chance', async () => {
  const outputs = await predictAll(predictor, table, compiling);
  const found = effectiveness(attributes, outputs, table.attributes, encoding.unscale);
  expect(found.left).toMatchObject({ kind: 'categorical' });
  requireBetterThanChance('it', found);
  const wrong = effectiveness(
    attributes,
    { ...outputs, left: outputs.left!.map((logit) => -logit) },
    table.attributes,
    encoding.unscale,
  );
  expect(() => requireBetterThanChance('it', wrong)).toThrow(
    /E_PREDICTOR: Predictor "it" has an AUC of 0\.0\d+ for "left" on real images, no better than chance/,
  );
});
