import { describe, expect, test } from 'vitest';
import { answerOf as answer, run } from './run.ts';

const twin = { plugin: 'mimm-x', settings: { lambda: 0 } };

describe('what the MI term gives', () => {
  test('is the difference to the same method with λ = 0', async () => {
    const { all } = await answer(
      run({
        erm: { inverted: 0.5, worst: 0.3, probe: 0.9 },
        'mimm-x': { inverted: 0.83, worst: 0.76, probe: 0.55 },
        'lambda-0': { inverted: 0.8, worst: 0.755, probe: 0.62, ...twin },
      }),
    );
    expect(all).toContain(
      'Against lambda-0, the same network without the term, mimm-x gains 3.0 points on the inverted test (2.0 to 4.0) and is 0.5 points ahead in the worst group (−0.5 to 1.5: not shown to differ).',
    );
    expect(all).toContain('thickness 55.0\u202f% instead of 62.0\u202f% (7.0 points less)');
  });

  test('says so if it costs', async () => {
    const { all } = await answer(
      run({
        'mimm-x': { inverted: 0.7, worst: 0.7, probe: 0.55 },
        'lambda-0': { inverted: 0.8, worst: 0.7, probe: 0.5, ...twin },
      }),
    );
    expect(all).toContain(
      'mimm-x loses 10.0 points on the inverted test (−11.0 to −9.0) and is equal in the worst group',
    );
    expect(all).toContain('thickness 55.0\u202f% instead of 50.0\u202f% (5.0 points more)');
  });

  test('a fixed weight of 0 is a twin too', async () => {
    const settings = { weight: { kind: 'fixed', lambda: 0 } };
    const { all } = await answer(
      run({
        'mimm-x': { inverted: 0.7, worst: 0.7, probe: 0.55 },
        plain: { inverted: 0.8, worst: 0.7, probe: 0.5, plugin: 'mimm-x', settings },
      }),
    );
    expect(all).toContain('Against plain, the same network without the term');
  });

  test('is not known without a twin, and a twin of another shape is no fair one', async () => {
    const numbers = { inverted: 0.8, worst: 0.7, probe: 0.6 };
    expect((await answer(run({ erm: numbers, 'mimm-x': numbers }))).all).toContain(
      'What the MI term gives is not known from this run',
    );
    const wide = { ...twin, settings: { lambda: 0, primaryWidth: 16 } };
    expect((await answer(run({ 'lambda-0': { ...numbers, ...wide }, 'mimm-x': numbers }))).all).toContain(
      'no fair twin: its features are 16 wide, standardised, and those of mimm-x 1 wide, standardised',
    );
  });
});

test('features of other shapes are said to be, and not compared', async () => {
  const { all } = await answer(
    run({
      erm: { inverted: 0.5, worst: 0.3, probe: 0.51, settings: { primaryWidth: 2, standardise: false } },
      'mimm-x': { inverted: 0.83, worst: 0.76, probe: 0.9 },
    }),
  );
  expect(all).toContain('fy is 2 wide, not standardised in erm; 1 wide, standardised in mimm-x.');
  expect(all).not.toContain('the lowest value is that of erm');
});

describe('a bound in nats', () => {
  const input = (values: readonly number[], step = 40) => {
    const seeds = values.map((_, seed) => seed);
    const base = run(
      {
        erm: { inverted: 0.5, worst: 0.3, probe: 0.9 },
        'mimm-x': {
          inverted: 0.8,
          worst: 0.7,
          probe: 0.6,
          settings: { weight: { kind: 'bound', nats: 0.02 } },
        },
      },
      { seeds },
    );
    const method = base.summary.methods['mimm-x']!;
    const selected = seeds.map(() => ({ rule: 'last', step, value: null }));
    const line = { method: 'mimm-x', kind: 'train' as const };
    return {
      ...base,
      summary: { ...base.summary, methods: { ...base.summary.methods, 'mimm-x': { ...method, selected } } },
      metrics: values.flatMap((value, seed) => [
        { ...line, seed, step: 20, values: { 'bound.value': 0.5 } },
        { ...line, seed, step: 40, values: { 'bound.value': value } },
        { ...line, seed, step: 60, values: { 'bound.value': Number.NaN } },
      ]),
    };
  };

  test('is held against what was logged last', async () => {
    expect((await answer(input([0.012]))).all).toContain(
      'It was met: the MI term was to stay below 0.020 nats and ended at 0.012 on training batches.',
    );
    expect((await answer(input([0.012, 0.031]))).all).toContain(
      'It was met in 1 of 2 seeds: the MI term was to stay below 0.020 nats and ended at 0.012 to 0.031',
    );
    expect((await answer(input([0.06]))).all).toContain('It was not met');
  });

  test('is that of the weights that were judged', async () => {
    expect((await answer(input([0.012], 20))).all).toContain('It was not met');
  });

  test('is not spoken of where there is none', async () => {
    const { all } = await answer(run({ 'mimm-x': { inverted: 0.8, worst: 0.7, probe: 0.6 } }));
    expect(all).not.toContain('Bound of');
  });
});
