import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

test('every fold is trained without its patients, and all images are tested once', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@mimmx/source',
    path('../../folds.ts'),
    path('./fixtures/tiny-folds.config.ts'),
  ]);
  const folds = [
    ...stdout.matchAll(
      /^fold (\d): trained on (\d+) images of (\d+) patients, tested on (\d+) of (\d+): AUROC (0\.\d{3}|1\.000)$/gm,
    ),
  ].map((match) => match.slice(1).map(Number));
  expect(folds.map(([fold]) => fold)).toEqual([0, 1]);
  for (const [, trained, trainedOn, tested, testedOn] of folds) {
    expect(trained! + tested!).toBe(60);
    expect(trainedOn! + testedOn!).toBe(30);
  }
  expect(folds.reduce((sum, fold) => sum + fold[3]!, 0)).toBe(60);
  const mean = (folds[0]![5]! + folds[1]![5]!) / 2;
  const told = /^tiny-folds, erm: AUROC (\d\.\d{3}) ± (\d\.\d{3}) \(mean ± sd of 2 folds\)/m.exec(stdout)!;
  expect(Math.abs(Number(told[1]) - mean)).toBeLessThan(0.002);
  expect(Math.abs(Number(told[2]) - Math.abs(folds[0]![5]! - folds[1]![5]!) / Math.SQRT2)).toBeLessThan(
    0.002,
  );
}, 180_000);
