import { describe, expect, test } from 'vitest';
import { resolveConfig } from '../../src/config.ts';
import { planSweep, sweepSchema } from '../../src/sweep/index.ts';
import { trialsOf } from '../../src/trial/plan.ts';

const input = {
  dataset: 'toy',
  encoder: 'toy-net',
  data: {
    task: { y: { column: 'sick' }, z: [{ factor: 'mark', strength: 0.9 }] },
    split: { train: 60, test: 60 },
  },
  methods: { erm: {}, 'mimm-x': {}, fine: { method: 'mimm-x', from: 'erm' } },
  seeds: [0, 1],
};
const plan = (sweep: unknown, config: unknown = input) => planSweep(config, sweepSchema.parse(sweep));
const axes = {
  'data.task.z.0.strength': [0.5, 0.9],
  'training.learningRate': { from: 0.0001, to: 0.01, log: true, points: 3 },
  'methods.mimm-x.options.lambda': { values: [0.1, 1], as: 'λ' },
};

describe('the plan of a sweep', () => {
  test('has the trials of the configs that one would write by hand, with the same ids', () => {
    const byHand = new Set<string>();
    for (const strength of [0.5, 0.9])
      for (const learningRate of [0.0001, 0.001, 0.01])
        for (const lambda of [0.1, 1]) {
          // biome-ignore lint/suspicious/noExplicitAny: a config is taken apart as a user would.
          const own = structuredClone(input) as any;
          own.data.task.z[0].strength = strength;
          own.training = { learningRate };
          own.methods['mimm-x'].options = { lambda };
          for (const { id } of trialsOf(resolveConfig(own))) byHand.add(id);
        }
    const { trials } = plan({ axes });
    expect(new Set(trials.map(({ id }) => id))).toEqual(byHand);
    // An axis of mimm-x alone does not train the others twice: (2 + 1 + 1) · 2 · 3 · 2 seeds.
    expect(trials.length).toBe(48);
    const erm = trials.find(({ method }) => method === 'erm')!;
    expect(erm.tags).toEqual({ method: 'erm', seed: 0, strength: 0.5, learningRate: 0.0001 });
    const fine = trials.find(({ method }) => method === 'fine')!;
    expect(trials.find(({ id }) => id === fine.after)?.method).toBe('erm');
  });

  test('folds, and options that move together', () => {
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const two = structuredClone(input) as any;
    two.data.task.z.push({ factor: 'other', strength: 0.9 });
    const { trials } = plan(
      { folds: 3, axes: { 'data.task.z.0.strength, data.task.z.1.strength': [0.5, 0.9] } },
      { ...two, methods: { erm: {} } },
    );
    expect(trials.length).toBe(2 * 3 * 2);
    expect(trials.at(-1)!.tags).toEqual({ method: 'erm', seed: 1, strength: 0.9, fold: 2 });
  });

  test('random and Sobol draws lie in their ranges, and come again with the same seed', () => {
    const ranges = { ...axes, 'training.batchSize': { from: 8, to: 11, whole: true } };
    const of = (draw: string, seed: number) =>
      plan({ axes: ranges, draw, draws: 64, seed }, { ...input, seeds: [0], methods: { 'mimm-x': {} } })
        .trials;
    for (const draw of ['random', 'sobol']) {
      const trials = of(draw, 3);
      expect(trials.map(({ id }) => id)).toEqual(of(draw, 3).map(({ id }) => id));
      expect(trials.map(({ id }) => id)).not.toEqual(of(draw, 4).map(({ id }) => id));
      const rates = trials.map(({ tags }) => Number(tags.learningRate));
      expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.0001);
      expect(Math.max(...rates)).toBeLessThanOrEqual(0.01);
      // Half of the draws of a logarithmic range lie below its geometric middle, for Sobol exactly.
      const below = rates.filter((rate) => rate < 0.001).length;
      expect(Math.abs(below - 32)).toBeLessThanOrEqual(draw === 'sobol' ? 0 : 12);
      expect(new Set(trials.map(({ tags }) => tags.batchSize))).toEqual(new Set([8, 9, 10, 11]));
    }
  });
});

describe('what is refused in one line', () => {
  const refused = (sweep: unknown, message: RegExp) => {
    expect(() => plan(sweep)).toThrow(message);
  };

  test('an axis over what is not there, with a suggestion', () => {
    refused(
      { axes: { 'training.learningRat': [1] } },
      /^E_OPTION: Axis "training.learningRat": Config: unknown option "training.learningRat". Did you mean "learningRate"\?/,
    );
    refused(
      { axes: { 'methods.mim-x.options.lambda': [1] } },
      /^E_AXIS: .* no method "mim-x". Did you mean "mimm-x"\?/,
    );
    refused(
      { axes: { 'data.task.z.3.strength': [1] } },
      /^E_AXIS: .* the list there has 1 entries, numbered 0 to 0/,
    );
    refused(
      { axes: { 'training.updates': [10, -1] } },
      /^E_OPTION: Axis "training.updates": Config: option "training.updates"/,
    );
    refused({ axes: { seeds: [[0]] } }, /^E_AXIS: "seeds" cannot be an axis. List the seeds in "seeds"/);
    refused({ axes: { backend: ['cpu'] } }, /^E_AXIS: "backend" cannot be an axis/);
  });

  test('a range that is none', () => {
    refused({ axes: { 'training.updates': { from: 5, to: 5 } } }, /^E_AXIS: .*"from" must be less than "to"/);
    refused(
      { axes: { 'training.learningRate': { from: 0, to: 1, log: true } } },
      /^E_AXIS: .*must be above 0/,
    );
    refused(
      { axes: { 'data.task.z.0.strength': { values: [0.5], as: 'seed' } } },
      /^E_AXIS: .*"seed" is the name of another column/,
    );
  });

  test('a thousand million combinations, with their number, before any is made', () => {
    const hundred = { from: 1, to: 100, points: 100 };
    const began = performance.now();
    refused(
      {
        axes: {
          'training.updates': hundred,
          'training.batchSize': hundred,
          'training.logEvery': hundred,
          'data.task.z.0.strength': { from: 0.5, to: 1, points: 167 },
        },
      },
      /^E_SWEEP_SIZE: This sweep has 1,002,000,000 trials \(updates 100 × batchSize 100 × logEvery 100 × strength 167 × 6 /,
    );
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
