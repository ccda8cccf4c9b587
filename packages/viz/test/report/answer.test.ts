import type { MethodResult, ShiftResult } from '@mimmx/experiment';
import { describe, expect, test } from 'vitest';
import { type ReportInput, report } from '../../src/index.ts';
import { syntheticRecord } from '../record.ts';
import { all, byId, parse } from '../xml.ts';

interface Numbers {
  readonly inverted: number;
  readonly worst: number;
  /** Best probe of every confounder. */
  readonly probe: number;
  readonly sd?: number;
}

const margin = 0.01;

function run(methods: Readonly<Record<string, Numbers>>, seeds = [0]): ReportInput {
  const base = syntheticRecord({ methods: Object.keys(methods), seeds, images: 8, updates: 40, bare: true });
  const results = Object.entries(methods).map(([name, numbers]): [string, MethodResult] => {
    const result = base.summary.methods[name]!;
    const shift = (of: ShiftResult, accuracy: number): ShiftResult => ({
      ...of,
      accuracy,
      worstGroupAccuracy: numbers.worst,
      intervals: {
        accuracy: [accuracy - margin, accuracy + margin],
        worstGroupAccuracy: [numbers.worst - margin, numbers.worst + margin],
      },
      ...(numbers.sd !== undefined && { sd: { accuracy: numbers.sd, worstGroupAccuracy: numbers.sd } }),
    });
    const { probe } = numbers;
    const around = [probe - margin, probe + margin] as const;
    const leakage = Object.fromEntries(
      Object.keys(result.leakage).map((z) => [
        z,
        {
          linear: probe - 0.1,
          knn: probe - 0.05,
          mlp: probe,
          chance: 0.5,
          intervals: { linear: around, knn: around, mlp: around },
        },
      ]),
    );
    const shifts = {
      inverted: shift(result.shifts.inverted!, numbers.inverted),
      balanced: shift(result.shifts.balanced!, (numbers.inverted + 0.9) / 2),
    };
    return [name, { ...result, shifts, leakage }];
  });
  return { ...base, features: [], summary: { ...base.summary, methods: Object.fromEntries(results) } };
}

async function answer(input: ReportInput) {
  const section = byId(parse(await report(input)), 'answer')!;
  const lead = all(section, 'p')[0]!.text;
  return { lead, all: section.text };
}

describe('the short answer', () => {
  test('says so if mimm-x is clearly best and forgets', async () => {
    const { lead } = await answer(
      run({
        'multi-task': { inverted: 0.34, worst: 0.08, probe: 0.98 },
        'mimm-x': { inverted: 0.83, worst: 0.76, probe: 0.505 },
      }),
    );
    expect(lead).toContain(
      'mimm-x holds up best: it is right for 83.0\u202f% of the images of the inverted test, 49.0 points more than multi-task, and it has the best worst group too (76.0\u202f%).',
    );
    expect(lead).toContain('fresh probes read no confounder better than by guessing');
  });

  test('says so if mimm-x is best but its features have not forgotten', async () => {
    const { lead } = await answer(
      run({
        erm: { inverted: 0.49, worst: 0.35, probe: 0.98 },
        'mimm-x': { inverted: 0.83, worst: 0.76, probe: 0.97 },
      }),
    );
    expect(lead).toContain('mimm-x holds up best');
    expect(lead).toContain(
      'have not forgotten the confounders: a fresh probe reads thickness in 97.0\u202f%',
    );
  });

  test('says so if mimm-x loses', async () => {
    const { lead } = await answer(
      run({
        erm: { inverted: 0.8, worst: 0.6, probe: 0.98 },
        'group-balanced': { inverted: 0.85, worst: 0.7, probe: 0.98 },
        'mimm-x': { inverted: 0.7, worst: 0.5, probe: 0.55 },
      }),
    );
    expect(lead).toMatch(/^mimm-x does not hold up best in this run\. group-balanced holds up best/);
    expect(lead).toContain('mimm-x reaches 70.0\u202f%, 15.0 points less.');
  });

  test('names another method if that has the best worst group', async () => {
    const { lead } = await answer(
      run({
        erm: { inverted: 0.6, worst: 0.7, probe: 0.9 },
        'mimm-x': { inverted: 0.8, worst: 0.5, probe: 0.6 },
      }),
    );
    expect(lead).toContain('the best worst group, 70.0\u202f%, belongs to erm');
  });

  test('does not tell apart what the intervals do not', async () => {
    const { lead } = await answer(
      run({
        erm: { inverted: 0.805, worst: 0.6, probe: 0.98 },
        'mimm-x': { inverted: 0.8, worst: 0.61, probe: 0.6 },
      }),
    );
    expect(lead).toContain('erm is ahead with 80.5\u202f%');
    expect(lead).toContain('does not separate it from mimm-x');
    expect(lead).not.toContain('does not hold up best');
  });

  test('nor what the seeds do not: a difference within two standard errors is none', async () => {
    const methods = (sd: number) => ({
      erm: { inverted: 0.75, worst: 0.6, probe: 0.98, sd },
      'mimm-x': { inverted: 0.8, worst: 0.65, probe: 0.6, sd },
    });
    // Two standard errors of the difference over two seeds: 2·√(2·sd²/2) = 2·sd.
    expect((await answer(run(methods(0.02), [0, 1]))).lead).toContain('holds up best');
    expect((await answer(run(methods(0.03), [0, 1]))).lead).toContain('does not separate');
  });

  test('the oracle does not compete, and is what remains possible', async () => {
    const said = await answer(
      run({
        erm: { inverted: 0.49, worst: 0.35, probe: 0.98 },
        'mimm-x': { inverted: 0.8, worst: 0.7, probe: 0.6 },
        oracle: { inverted: 0.9, worst: 0.8, probe: 0.98 },
      }),
    );
    expect(said.lead).toContain('mimm-x holds up best');
    expect(said.all).toContain(
      'oracle, trained on data without the correlation, reaches 90.0\u202f% on the same test, 10.0 points above mimm-x.',
    );
  });

  test('without intervals only the seeds can tell methods apart', async () => {
    const strip = (input: ReportInput): ReportInput =>
      JSON.parse(JSON.stringify(input), (key, value) => (key === 'intervals' ? {} : value));
    const methods = (sd?: number) => ({
      erm: { inverted: 0.6, worst: 0.6, probe: 0.98, ...(sd && { sd }) },
      'mimm-x': { inverted: 0.8, worst: 0.65, probe: 0.6, ...(sd && { sd }) },
    });
    const single = await answer(strip(run(methods())));
    expect(single.lead).toContain('does not separate');
    expect(single.all).toContain('computed no intervals');
    expect((await answer(strip(run(methods(0.01), [0, 1])))).lead).toContain('mimm-x holds up best');
  });

  test('calls a shortcut a shortcut', async () => {
    const said = await answer(
      run({
        'multi-task': { inverted: 0.34, worst: 0.08, probe: 0.98 },
        erm: { inverted: 0.495, worst: 0.3, probe: 0.9 },
      }),
    );
    expect(said.all).toContain('multi-task (34.0\u202f%) does worse than guessing');
  });

  test('a method that came to nothing is named', async () => {
    const said = await answer(
      run({
        erm: { inverted: 0.5, worst: 0.3, probe: 0.9 },
        'mimm-x': { inverted: Number.NaN, worst: Number.NaN, probe: 0.9 },
      }),
    );
    expect(said.all).toContain('mimm-x has no finite accuracy on the inverted test.');
  });
});
