import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from '@mimmx/data/files';
import { loggerChecks } from '@mimmx/experiment/testkit';
import { describe, expect, test } from 'vitest';
import { csv } from '../src/index.ts';
import { folders, training } from './folder.ts';

const folder = folders();

describe('csv', () => {
  const make = () => csv.create({ run: { name: 'a', path: folder() } }, {});
  for (const check of loggerChecks(csv, { make })) test(check.name, check.run);
});

test('adds a row for each number under one heading, though two processes write', async () => {
  const path = folder();
  const loggers = await Promise.all([1, 2].map(() => csv.create({ run: { name: 'a', path } }, {})));
  const time = new Date(Date.UTC(2026, 0, 2));
  for (const [i, logger] of loggers.entries())
    await logger.line(
      { ...training, seed: i },
      { step: 20, kind: 'train', time, values: { 'loss.y': 0.5, 'a, "b"': Number.NaN } },
    );
  const [head, ...rows] = parseCsv(readFileSync(join(path, 'log.csv'), 'utf8'));
  expect(head).toEqual(['time', 'method', 'seed', 'trial', 'attempt from', 'step', 'kind', 'name', 'value']);
  expect(rows.map((row) => row.slice(1))).toEqual(
    [0, 1].flatMap((seed) => [
      ['mimm-x', `${seed}`, training.id, '0', '20', 'train', 'loss.y', '0.5'],
      ['mimm-x', `${seed}`, training.id, '0', '20', 'train', 'a, "b"', 'NaN'],
    ]),
  );
});
