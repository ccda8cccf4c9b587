import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSealed, writeSealed } from '../../src/node/sealed-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

const FILES = ['model.json', 'weights.bin', 'metrics.jsonl', 'state.json'] as const;

async function saved(): Promise<{ folder: string; read: () => Promise<unknown> }> {
  const folder = join(await temporaryFolder(), 'saved');
  const files = {
    'model.json': JSON.stringify({ weights: ['encoder.0'] }),
    'weights.bin': new Uint8Array(Float32Array.of(1, -0, 1e-40).buffer),
    'metrics.jsonl': Array.from({ length: 7 }, (_, i) => `{"step":${i + 1},"loss":${1 / (i + 1)}}\n`).join(
      '',
    ),
  };
  await writeSealed(folder, { step: 7, state: { words: [1, 2, 3, 4294967295] } }, files);
  return { folder, read: () => readSealed(folder) };
}

test.each(FILES)('finds any altered byte of %s', async (name) => {
  const { folder, read } = await saved();
  const path = join(folder, name);
  const content = await readFile(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = Buffer.from(content);
      altered[at]! ^= change;
      await writeFile(path, altered);
      const error = await read().then(
        () => new Error('read without complaint'),
        (reason: Error) => reason,
      );
      // Blanks between the tokens of state.json carry nothing.
      if (name === 'state.json' && altered[at] !== undefined && /^\s$/.test(String.fromCharCode(altered[at])))
        return;
      expect(error).toMatchObject({ code: 'E_CHECKPOINT' });
      expect(error.message).not.toContain('\n');
    }),
    { numRuns: 40 },
  );
});

test.each(FILES)('finds that %s was cut short or lost', async (name) => {
  const { folder, read } = await saved();
  const path = join(folder, name);
  await truncate(path, 5);
  await expect(read()).rejects.toMatchObject({ code: 'E_CHECKPOINT' });
  await rm(path);
  await expect(read()).rejects.toMatchObject({
    code: 'E_CHECKPOINT',
    message: expect.stringContaining(`${name} is missing`),
  });
});

test('tells a folder that is not there from an empty one', async () => {
  const root = await temporaryFolder();
  expect(await readSealed(join(root, 'none'))).toBeNull();
  await mkdir(join(root, 'empty'));
  await expect(readSealed(join(root, 'empty'))).rejects.toMatchObject({ code: 'E_CHECKPOINT' });
});

test('keeps state beside the files', async () => {
  const root = await temporaryFolder();
  await writeSealed(join(root, 'x'), { step: 4 }, { text: 'ü', bytes: Uint8Array.of(9) });
  const folder = await readSealed(join(root, 'x'));
  expect(folder?.state).toEqual({ step: 4 });
  expect([...(folder?.files.bytes ?? [])]).toEqual([9]);
});
