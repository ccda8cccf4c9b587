import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runProtocol } from '../../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'protocol-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options = { protocol: 'club', estimators: ['club'], steps: 10, folder, workers: 1 };

test('climbs every stair in a process, writes rows and charts, and does not climb twice', async () => {
  const climbed: string[] = [];
  const onProgress = (_done: number, _of: number, key: string) => void climbed.push(key);
  const { rows, failures } = await runProtocol({ ...options, onProgress });
  expect(failures).toEqual([]);
  expect(climbed).toHaveLength(2);
  expect(rows.map((row) => row.task)).toEqual(
    ['gaussian', 'cubic'].flatMap((map) => [2, 4, 6, 8, 10].map((nats) => `club-${map}-20d-${nats}`)),
  );
  for (const row of rows) {
    expect(row).toMatchObject({ estimator: 'club', n: 64, seeds: 1, bound: 'upper', unit: 'nats' });
    expect(row.bias).toBeCloseTo(row.mean - row.truth, 9);
    expect(row.mse).toBeCloseTo(row.sd ** 2 + row.bias! ** 2, 6);
  }
  expect(JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'))).toEqual(rows);
  expect(readFileSync(join(folder, 'club-cubic-20d.svg'), 'utf8')).toContain('</svg>');
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('<td>club-cubic-20d-10</td>');

  const again: string[] = [];
  const second = await runProtocol({ ...options, onProgress: (_n, _of, key) => void again.push(key) });
  expect(again).toEqual([]);
  expect(second.rows).toEqual(rows);
});

test('says what it does not know', async () => {
  await expect(runProtocol({ ...options, protocol: 'clup' })).rejects.toThrow('Did you mean "club"?');
  await expect(runProtocol({ ...options, estimators: ['ksg'] })).rejects.toThrow(
    'E_UNKNOWN_NAME: Protocol "club" has no estimator "ksg".',
  );
});
