import { describe, expect, test } from 'vitest';
import { answerOf as answer, run } from './run.ts';

describe('the short answer', () => {
  test('says so if mimm-x is clearly best, and claims no more of its features than was shown', async () => {
    const { lead } = await answer(
      run({
        'multi-task': { inverted: 0.34, worst: 0.08, probe: 0.98 },
        'mimm-x': { inverted: 0.83, worst: 0.76, probe: 0.505 },
      }),
    );
    expect(lead).toContain(
      'mimm-x holds up best: it is right for 83.0\u202f% of the images of the inverted test, 49.0 points (48.0 to 50.0) more than multi-task, and it has the best worst group too (76.0\u202f%).',
    );
    expect(lead).toContain(
      'fresh probes are not shown to read any confounder better than by guessing: the best reads thickness in 50.5\u202f% (guessing: 50.0\u202f%); up to 51.7\u202f% cannot be excluded.',
    );
  });

  test('a reading among those of shuffled labels is not shown to be more, whatever its interval', async () => {
    // 52.5 (51.3–53.7) leaves 50 out, and shuffled labels reach 53.
    const { lead, all } = await answer(run({ 'mimm-x': { inverted: 0.8, worst: 0.7, probe: 0.525 } }));
    expect(lead).toContain('are not shown to read any confounder better');
    expect(all).toContain('not shown to be more than guessing would give');
    expect(all).toContain('up to 53.7\u202f% cannot be excluded');
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
    expect(lead).toContain('mimm-x reaches 70.0\u202f%, 15.0 points (14.0 to 16.0) less.');
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

  test('calls ties equal', async () => {
    const { lead } = await answer(
      run({
        erm: { inverted: 0.806, worst: 0.667, probe: 0.98 },
        'mimm-x': { inverted: 0.806, worst: 0.667, probe: 0.6 },
      }),
    );
    expect(lead).toContain(
      'erm and mimm-x are equal on the inverted test (80.6\u202f%; paired difference 0.0 points, −1.0 to 1.0); in the worst group it and mimm-x are equal (66.7\u202f%).',
    );
  });

  test('does not tell apart what the paired interval does not', async () => {
    const { lead } = await answer(
      run({
        erm: { inverted: 0.805, worst: 0.6, probe: 0.98 },
        'mimm-x': { inverted: 0.8, worst: 0.608, probe: 0.6 },
      }),
    );
    expect(lead).toContain(
      'erm is ahead with 80.5\u202f% on the inverted test, but this run does not separate it from mimm-x (80.0\u202f%; paired difference 0.5 points, −0.5 to 1.5)',
    );
    expect(lead).toContain(
      'in the worst group mimm-x has 60.8\u202f% and it 60.0\u202f%, which this run does not tell apart',
    );
    expect(lead).not.toContain('does not hold up best');
  });

  test('whether the own intervals meet decides nothing', async () => {
    const methods = {
      erm: { inverted: 0.8, worst: 0.6, probe: 0.98 },
      'mimm-x': { inverted: 0.82, worst: 0.65, probe: 0.6 },
    };
    // Own intervals of ±5 meet; the paired one of ±1 leaves 0 out.
    expect((await answer(run(methods, { margin: 0.05, paired: 0.01 }))).lead).toContain(
      'mimm-x holds up best',
    );
    // Own intervals of ±0.1 do not meet; the paired one of ±3 holds 0.
    expect((await answer(run(methods, { margin: 0.001, paired: 0.03 }))).lead).toContain('does not separate');
  });

  test('finds a difference that was recorded the other way round', async () => {
    const input = run({
      erm: { inverted: 0.8, worst: 0.6, probe: 0.98 },
      'mimm-x': { inverted: 0.82, worst: 0.65, probe: 0.6 },
    });
    const differences = input.summary.differences.map((row) => ({
      ...row,
      a: row.b,
      b: row.a,
      difference: -row.difference!,
      low: -row.high!,
      high: -row.low!,
    }));
    const { lead } = await answer({ ...input, summary: { ...input.summary, differences } });
    expect(lead).toContain('2.0 points (1.0 to 3.0) more than erm');
  });

  test('nor what the seeds do not: a difference within two standard errors is none', async () => {
    const methods = (sd: number) => ({
      erm: { inverted: 0.75, worst: 0.6, probe: 0.98, sd },
      'mimm-x': { inverted: 0.8, worst: 0.65, probe: 0.6, sd },
    });
    // Two standard errors of the difference over two seeds: 2·√(2·sd²/2) = 2·sd.
    const seeds = [0, 1];
    expect((await answer(run(methods(0.02), { seeds }))).lead).toContain('holds up best');
    expect((await answer(run(methods(0.03), { seeds }))).lead).toContain('does not separate');
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

  test('without paired differences only the seeds can tell methods apart', async () => {
    const methods = (sd?: number) => ({
      erm: { inverted: 0.6, worst: 0.6, probe: 0.98, ...(sd && { sd }) },
      'mimm-x': { inverted: 0.8, worst: 0.65, probe: 0.6, ...(sd && { sd }) },
    });
    expect((await answer(run(methods(), { paired: 0 }))).lead).toContain('does not separate');
    const several = run(methods(0.01), { paired: 0, seeds: [0, 1] });
    expect((await answer(several)).lead).toContain('mimm-x holds up best');
  });

  test('calls a shortcut a shortcut, and says who is not shown to beat guessing', async () => {
    const said = await answer(
      run({
        'multi-task': { inverted: 0.34, worst: 0.08, probe: 0.98 },
        erm: { inverted: 0.495, worst: 0.3, probe: 0.9 },
      }),
    );
    expect(said.all).toContain('multi-task (34.0\u202f%, 33.0–35.0) does worse than guessing');
    expect(said.all).toContain(
      'erm (49.5\u202f%; up to 50.5\u202f% cannot be excluded) is not shown to be better than guessing (50.0\u202f%)',
    );
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

  test('speaks of errors in their unit if y is a number, the lower the better', async () => {
    const y = { name: 'age', kind: 'continuous' as const, mean: 60, sd: 12, unit: 'years' };
    const said = await answer(
      run(
        {
          erm: { inverted: 7.31, worst: 9.52, probe: 0.9 },
          'mimm-x': { inverted: 4.1234, worst: 5.2, probe: 0.6 },
        },
        { y, paired: 0.5, margin: 0.4 },
      ),
    );
    expect(said.lead).toContain(
      'mimm-x holds up best: it is off by 4.12\u202fyears on average on the inverted test, 3.19\u202fyears (2.69 to 3.69) less than erm, and it has the best worst group too (5.20\u202fyears).',
    );
    expect(said.all).toContain('erm is off by 9.52\u202fyears (9.12–9.92)');
    expect(said.all).not.toMatch(/accuracy on|is right for/);
  });
});
