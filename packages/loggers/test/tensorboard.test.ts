import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loggerChecks } from '@mimmx/experiment/testkit';
import { describe, expect, test } from 'vitest';
import { tensorboard } from '../src/index.ts';
import { crc32c, maskedCrc32c } from '../src/tensorboard/crc32c.ts';
import { folders, training } from './folder.ts';
import { readEvents } from './read-events.ts';

const folder = folders();
const make = (path = folder()) => tensorboard.create({ run: { name: 'a', path } }, {});

describe('tensorboard', () => {
  for (const check of loggerChecks(tensorboard, { make: () => make() })) test(check.name, check.run);
});

test('CRC32C gives the values of RFC 3720, and the masked one what the format says', () => {
  const ascending = Uint8Array.from({ length: 32 }, (_, i) => i);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(ascending)).toBe(0x46dd794e);
  expect(crc32c(ascending.toReversed())).toBe(0x113fdb5c);
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  const crc = crc32c(ascending);
  expect(maskedCrc32c(ascending)).toBe(((((crc >>> 15) | (crc << 17)) >>> 0) + 0xa282ead8) % 2 ** 32);
});

async function written(): Promise<string> {
  const path = folder();
  const logger = await make(path);
  const time = new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
  await logger.begin!(training);
  await logger.line(training, {
    step: 20,
    kind: 'train',
    time,
    values: { loss: 0.5, 'mi.stroke': -0.25, bad: Number.NaN },
  });
  await logger.line(training, { step: 300_000, kind: 'watch', time, values: { 'probe.ä': 0.75 } });
  const later = { ...training, step: 20 };
  await logger.begin!(later);
  await logger.line(later, { step: 40, kind: 'train', time, values: { loss: 0.125 } });
  await logger.end!(later, {
    kind: 'finished',
    rows: [
      { set: 'balanced', measure: 'accuracy', value: 0.5, low: null, high: null, count: 4 },
      { set: 'balanced', measure: 'recall', group: 'sick', value: 0.5, low: null, high: null, count: 4 },
      {
        set: 'balanced',
        measure: 'leakage',
        factor: 'sex',
        probe: 'best',
        value: 0.625,
        low: null,
        high: null,
        count: 4,
      },
    ],
  });
  await logger.close?.();
  return join(path, 'tensorboard', 'mimm-x-seed-3-01234567');
}

test('a reader of its own finds what was logged, and where the training went on', async () => {
  const path = await written();
  const files = readdirSync(path).sort();
  expect(files.every((name) => /^events\.out\.tfevents\.\d{13}\./.test(name))).toBe(true);
  const events = files.flatMap((name) => readEvents(join(path, name)));
  expect(events[0]).toMatchObject({ version: 'brain.Event:2' });
  expect(events[1]).toMatchObject({ session: 1, step: 0 });
  expect(events[2]!.texts['settings/text_summary']).toContain('"lambda": 2');
  expect(events[3]).toEqual({
    wallTime: Date.UTC(2026, 0, 2, 3, 4, 5, 678) / 1000,
    step: 20,
    scalars: { loss: 0.5, 'mi/stroke': -0.25, bad: Number.NaN },
    texts: {},
  });
  expect(events[4]).toMatchObject({ step: 300_000, scalars: { 'probe/ä': 0.75 } });
  expect(events.filter(({ session }) => session === 1).map(({ step }) => step)).toEqual([0, 20]);
  expect(events.at(-1)!.scalars).toEqual({
    'test/balanced accuracy': 0.5,
    'test/balanced leakage sex best': 0.625,
  });
});

const READ = `
import sys, json
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
a = EventAccumulator(sys.argv[1]); a.Reload()
print(json.dumps({'tags': sorted(a.Tags()['scalars']), 'loss': [[e.step, e.value] for e in a.Scalars('loss')]}))
`;
const installed = spawnSync('python3', ['-c', 'import tensorboard'], { timeout: 20_000 }).status === 0;

test.skipIf(!installed)(
  `TensorBoard itself reads it${installed ? '' : ' (skipped: python3 has no package "tensorboard")'}`,
  async () => {
    const said = JSON.parse(execFileSync('python3', ['-c', READ, await written()], { encoding: 'utf8' }));
    expect(said.loss).toEqual([
      [20, 0.5],
      [40, 0.125],
    ]);
    expect(said.tags).toContain('mi/stroke');
  },
);
