import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plugin } from '@mimmx/datasets-mri';
import { expect, test } from 'vitest';
import { checkedNow, shownCheck } from '../../shown-check.ts';
import phantom from '../experiment-1.config.ts';
import lgg from '../lgg.config.ts';

const report = new URL('../data-report.md', import.meta.url);
const page = new URL('../../../packages/datasets-mri/docs/bids.md', import.meta.url);

test('the docs show what the check says of lgg', async ({ skip }) => {
  const folder = process.env.MIMMX_TEST_DATA;
  if (!folder || !existsSync(join(folder, 'lgg-bids')))
    skip('no real MRI: set MIMMX_TEST_DATA to the folder that has lgg-bids');
  expect(await checkedNow(lgg, plugin, { cache: false })).toEqual(
    shownCheck(page, 'examples/brain-mri/lgg.config.ts'),
  );
});

test('the data report shows what the check says of experiment 1', async () => {
  expect(await checkedNow(phantom, plugin)).toEqual(
    shownCheck(report, 'examples/brain-mri/experiment-1.config.ts'),
  );
});
