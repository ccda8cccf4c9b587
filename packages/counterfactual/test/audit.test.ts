import { Random } from '@mimmx/core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Attributes,
  audit,
  auditWarnings,
  type Classify,
  createParentEncoding,
  createScm,
  type Generator,
  validityOf,
} from '../src/index.ts';
import { ambiguous, ambiguousGraph } from './ambiguous.ts';
import { compiling } from './backends.ts';

beforeAll(() => compiling.setup());

const table = ambiguous(300, 2);
const made = (graph = ambiguousGraph) => {
  const scm = createScm(graph, { random: new Random(3) });
  scm.fit(table.attributes);
  const encoding = createParentEncoding(Object.values(scm.attributes));
  encoding.fit(table.attributes);
  return { scm, encoding };
};
const { scm, encoding } = made();
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
/** p(right = light) from the mean grey of one half, with the other half's weighed in. */
const reading =
  (shortcut: number): Classify =>
  async (images) => {
    const rows = images.length / 64;
    const result = new Float32Array(2 * rows);
    for (let row = 0; row < rows; row++) {
      const grey = [0, 0];
      for (let k = 0; k < 64; k++) grey[k % 8 < 4 ? 0 : 1]! += images[row * 64 + k]! / 32;
      const logit = 20 * (grey[1]! - 0.5) + shortcut * (grey[0]! - 0.5);
      result[2 * row + 1] = 1 / (1 + Math.exp(-logit));
      result[2 * row] = 1 - result[2 * row + 1]!;
    }
    return result;
  };
const run = (classify: Classify, generator = by((values) => table.render(values))) =>
  audit({ generator, table, target: 'right', classify, random: new Random(5), replicates: 100 });

describe('by the true renderer', () => {
  test('a classifier that does not look at the confounder does not move, whatever the renderer', async () => {
    const [row] = await run(reading(0));
    expect(row!.intervention).toBe('left');
    expect(row!.change.value).toBeCloseTo(0, 6);
    expect(row!.flips.value).toBe(0);
    expect(row!.deltaAuc.value).toBeCloseTo(0, 6);
    expect(row!.floor.value).toBeCloseTo(0, 6);
  });

  test('the more it looks, the more it moves; the change is that of the logistic function', async () => {
    const [some, much] = [(await run(reading(2)))[0]!, (await run(reading(10)))[0]!];
    expect(some.change.value).toBeGreaterThan(0.02);
    expect(much.change.value).toBeGreaterThan(3 * some.change.value);
    // By hand: every left half changes by 0.3 of grey, the right half stays.
    const before = await reading(10)(table.images);
    const flipped = table.attributes.left!.map((value) => 1 - value);
    const after = await reading(10)(table.render({ ...table.attributes, left: flipped }));
    let sum = 0;
    for (let row = 0; row < 300; row++) sum += Math.abs(after[2 * row + 1]! - before[2 * row + 1]!) / 300;
    expect(much.change.value).toBeCloseTo(sum, 6);
    // It follows the confounder, not the truth: as often away from it as towards it.
    expect(Math.abs(much.towardsTruth.value)).toBeLessThan(0.3 * much.change.value);
  });
});

test('a generator that amplifies the target makes an invariant classifier look variant, and is found out', async () => {
  const loud = by((values) =>
    table.render(values).map((grey, at) => {
      const row = Math.floor(at / 64);
      const moved = values.left![row] !== table.attributes.left![row];
      return moved && at % 8 >= 4 ? grey + 0.08 * (2 * values.right![row]! - 1) : grey;
    }),
  );
  const [row] = await run(reading(0), loud);
  expect(row!.change.low).toBeGreaterThan(0.1);
  expect(row!.towardsTruth.value).toBeCloseTo(row!.change.value, 2);
  const validity = { target: 0, offTarget: 8, certain: true };
  expect(auditWarnings(row!, 'right', validity).join()).toMatch(
    /do\(left\): the generator changes "right", too \(ΔAUC 8\.0 points\), and 100 % of the change .* could explain the finding/,
  );
  const [honest] = await run(reading(10));
  expect(auditWarnings(honest!, 'right', validity).join()).toMatch(/but little of the change/);
  expect(auditWarnings(honest!, 'right', { target: 0, offTarget: 0.2, certain: false })).toEqual([]);
  expect(auditWarnings(honest!, 'right', { target: -40, offTarget: 0, certain: false })[0]).toMatch(
    /hardly arrives .* no evidence of invariance/,
  );
  expect(auditWarnings(honest!, 'right', null)[0]).toMatch(/was not measured/);
});

test('validity is that of the judges that did not tune', () => {
  const row = (probe: string, factor: string, value: number, low = value - 1) => ({
    set: 'do(left)',
    measure: 'amplification',
    factor,
    probe,
    group: factor === 'left' ? 'target' : 'off-target',
    value,
    low,
    high: value + 1,
    count: 100,
  });
  const rows = [
    row('own', 'right', 30),
    row('own', 'left', 5),
    row('pca-logistic', 'right', 2),
    row('other-seed', 'right', -4),
    row('pca-logistic', 'left', -3),
    row('other-seed', 'left', 1),
  ];
  expect(validityOf(rows, 'left', 'right')).toEqual({ target: -3, offTarget: -4, certain: true });
  expect(validityOf(rows, 'top', 'right')).toBeNull();
});

test('what cannot be audited', async () => {
  const settings = { table, classify: reading(0), random: new Random(1) };
  const generator = by(() => table.images);
  await expect(audit({ ...settings, generator, target: 'rigth' })).rejects.toThrow(
    /E_UNKNOWN_NODE: The generator has no attribute "rigth"\. Did you mean "right"\?/,
  );
  const chained = made({
    ...ambiguousGraph,
    right: { kind: 'categorical', labels: ['dark', 'light'], parents: ['left'] },
  });
  await expect(
    audit({ ...settings, generator: { ...generator, ...chained }, target: 'right' }),
  ).rejects.toThrow(/E_AUDIT: In the generator's graph "right" depends on "left"/);
});
