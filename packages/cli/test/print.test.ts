import { afterEach, expect, test, vi } from 'vitest';
import { log } from '../src/log.ts';
import { print, printJson } from '../src/print.ts';
import { printError } from '../src/print-error.ts';
import { showProgress } from '../src/progress/index.ts';
import { summaryTable } from '../src/table/summary-table.ts';
import { renderTable } from '../src/table/table.ts';

/** What clears a screen, sets a title, rings, and turns a line round; in C0 and in C1. */
const EVIL = 'a\u001b[2J\u001b]0;x\u0007\u009b2J\u202egnp\u2066b\rc\u2028d\u061c';
const ORDERS = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

afterEach(() => vi.restoreAllMocks());

/** What is written to a stream meanwhile. */
function written(stream: 'stdout' | 'stderr', work: () => void): string {
  let text = '';
  const spy = vi.spyOn(process[stream], 'write').mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  work();
  spy.mockRestore();
  return text;
}

test('nothing that is printed gives a terminal orders', () => {
  const texts = [
    written('stdout', () => print(`${EVIL}\n`)),
    written('stdout', () => printJson({ [EVIL]: EVIL })),
    written('stderr', () => log.info(EVIL)),
    written('stderr', () => log.warn(EVIL)),
    written('stderr', () => void printError(new Error(EVIL), true)),
    renderTable([EVIL], [{ heading: EVIL, columns: [{ heading: EVIL, cells: [EVIL] }] }]),
  ];
  for (const text of texts) {
    expect(text).not.toMatch(ORDERS);
    expect(text).toMatch(/a.*gnp/);
  }
  const shown: string[] = [];
  const stream = { write: (text: string) => shown.push(text) };
  const { onProgress } = showProgress(stream, () => 1e9);
  onProgress({ kind: 'evaluating', job: { method: EVIL, seed: 0 } });
  onProgress({
    kind: 'update',
    job: { method: EVIL, seed: 0 },
    step: 1,
    updates: 2,
    metrics: { [`mi.${EVIL}`]: 1 },
  });
  expect(shown.length).toBe(2);
  for (const text of shown) expect(text).not.toMatch(ORDERS);
});

test('JSON stays what it was, and a line break in a name does not break a table', () => {
  const value = { [EVIL]: [EVIL, 'é ü 漢 😀', { x: 1 }] };
  expect(JSON.parse(written('stdout', () => printJson(value)))).toEqual(value);
  const table = renderTable(['a\nb'], [{ heading: 'c\nd', columns: [{ heading: 'e', cells: ['1'] }] }]);
  expect(table.split('\n').length).toBe(3);
});

test('the summary of a stranger is harmless, too', () => {
  const task = { y: { name: EVIL, kind: 'categorical', classes: 2, labels: [EVIL, 'b'] }, z: [] };
  const summary = {
    task,
    seeds: [0],
    methods: { [EVIL]: { rows: [], shifts: { [EVIL]: {} }, settings: {} } },
  };
  const text = written('stdout', () => print(summaryTable(summary as never)));
  expect(text).not.toMatch(ORDERS);
});
