import type { SummaryRow } from '@mimmx/experiment';
import { expect, test } from 'vitest';
import { report } from '../../src/index.ts';
import { contextOf } from '../../src/report/context.ts';
import { shiftMeaning } from '../../src/report/meaning.ts';
import { all, byId, parse } from '../xml.ts';
import { run } from './run.ts';

const numbers = { inverted: 0.8, worst: 0.7, probe: 0.6 };

const leakageOf = async (change: (row: SummaryRow) => SummaryRow = (row) => row) => {
  const base = run({ erm: { ...numbers, probe: 0.9 }, 'mimm-x': numbers });
  const methods = Object.fromEntries(
    Object.entries(base.summary.methods).map(([name, result]) => [
      name,
      { ...result, rows: result.rows.map((row) => (name === 'mimm-x' ? change(row) : row)) },
    ]),
  );
  return byId(parse(await report({ ...base, summary: { ...base.summary, methods } })), 'leakage')!;
};

test('the best probe stands beside shuffled labels, what is read given y, and nats', async () => {
  const table = all(await leakageOf(), 'table')[0]!;
  expect(all(table, 'th').map((cell) => cell.text)).toEqual([
    'Method',
    'fy',
    'Best probe',
    'Given y',
    'Nats, at least',
    'erm',
    'mimm-x',
  ]);
  const cells = all(all(table, 'tr')[2]!, 'td').map((cell) => cell.text.trim());
  expect(cells).toEqual([
    '1 wide, standardised',
    '60.0 58.8–61.2 shuffled 47.0–53.0',
    '60.0 58.5–61.5 shuffled 46.0–54.0',
    '0.060 0.040 to 0.080',
  ]);
});

test('a number that cannot be measured is a cell that says why', async () => {
  const note = 'too few patients';
  const section = await leakageOf((row) =>
    row.measure === 'conditional leakage' || row.measure === 'leakage in nats'
      ? { ...row, value: null, low: null, high: null, note }
      : row,
  );
  const cells = all(all(all(section, 'table')[0]!, 'tr')[2]!, 'td').map((cell) => cell.text.trim());
  expect(cells.slice(2)).toEqual([note, note]);
});

test('the five probes are folded away', async () => {
  const [folded] = all(await leakageOf(), 'details');
  expect(all(folded!, 'summary')[0]!.text).toBe('Each of the five probes');
  expect(all(folded!, 'th').map((cell) => cell.text)).toContain('RBF machine');
});

test('test sets are known by their recipe, whatever they are called', () => {
  const config = { data: { shifts: { fair: 'balanced', balanced: 'inverted', weak: 0.6 } } };
  expect(['fair', 'balanced', 'weak', 'inverted'].map((name) => shiftMeaning(name, config))).toEqual([
    'balanced',
    'inverted',
    'other',
    'inverted',
  ]);
  const base = run({ 'mimm-x': numbers });
  const swapped = { data: { shifts: { inverted: 'balanced', balanced: 'inverted' } } };
  const { groupShift, hardShift } = contextOf({ ...base, config: swapped }, {});
  expect([groupShift, hardShift]).toEqual(['inverted', 'balanced']);
});

test('the selection rule and the updates it picked stand beside the numbers', async () => {
  const base = run({ erm: numbers, 'mimm-x': numbers });
  const methods = Object.fromEntries(
    Object.entries(base.summary.methods).map(([name, result]) => [
      name,
      {
        ...result,
        selected: [{ rule: 'validation-worst-group', step: name === 'erm' ? 300 : 700, value: 0.5 }],
      },
    ]),
  );
  const summary = { ...base.summary, methods, selection: 'validation-worst-group' };
  const text = byId(parse(await report({ ...base, summary })), 'results')!.text;
  expect(text).toContain(
    'picked by the rule validation-worst-group: those that did best in the worst group of the validation data (updates, by seed: erm 300; mimm-x 700)',
  );
});
