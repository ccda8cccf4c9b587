import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const out = mkdtempSync(join(tmpdir(), 'mimmx-folds-'));
afterAll(() => rmSync(out, { recursive: true }));

const folds = (): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, [
    '--conditions=@mimmx/source',
    path('../../folds.ts'),
    path('./fixtures/tiny-folds.config.ts'),
    '--out',
    out,
  ]);

test('every fold is trained without its patients, and all images are tested once', async () => {
  const { stdout } = await folds();
  const told = [
    ...stdout.matchAll(
      /^fold (\d): trained on (\d+) images of (\d+) patients, tested on (\d+) of (\d+): AUROC (0\.\d{3}|1\.000)$/gm,
    ),
  ].map((match) => match.slice(1).map(Number));
  expect(told.map(([fold]) => fold)).toEqual([0, 1]);
  for (const [, trained, trainedOn, tested, testedOn] of told) {
    expect(trained! + tested!).toBe(60);
    expect(trainedOn! + testedOn!).toBe(30);
  }
  expect(told.reduce((sum, fold) => sum + fold[3]!, 0)).toBe(60);
  const mean = (told[0]![5]! + told[1]![5]!) / 2;
  const summed = /^tiny-folds, erm: AUROC (\d\.\d{3}) ± (\d\.\d{3}) \(mean ± sd of 2 folds\)/m.exec(stdout)!;
  expect(Math.abs(Number(summed[1]) - mean)).toBeLessThan(0.002);
  expect(Math.abs(Number(summed[2]) - Math.abs(told[0]![5]! - told[1]![5]!) / Math.SQRT2)).toBeLessThan(
    0.002,
  );

  // The folds are trials in a run folder: what is finished is not trained again, and says the same.
  const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('fold '));
  expect(lines((await folds()).stdout)).toEqual(lines(stdout));
}, 180_000);
