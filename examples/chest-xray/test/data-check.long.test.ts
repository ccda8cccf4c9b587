import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plugin } from '@mimmx/datasets-cxr';
import { expect, test } from 'vitest';
import { checkedNow, shownCheck } from '../../shown-check.ts';
import induced from '../induced.config.ts';
import marker from '../marker.config.ts';
import nihInduced from '../nih-induced.config.ts';
import nihMarker from '../nih-marker.config.ts';

const report = new URL('../data-report.md', import.meta.url);
const page = new URL('../../../packages/datasets-cxr/docs/data-check.md', import.meta.url);

test.for([
  ['induced', induced],
  ['marker', marker],
] as const)('the data report shows what the check says of %s', async ([name, config]) => {
  expect(await checkedNow(config, plugin)).toEqual(
    shownCheck(report, `examples/chest-xray/${name}.config.ts`),
  );
});

test.for([
  ['nih-induced', nihInduced],
  ['nih-marker', nihMarker],
] as const)('the docs show what the check says of %s', async ([name, config], { skip }) => {
  const folder = process.env.MIMMX_TEST_DATA;
  if (!folder || !existsSync(join(folder, 'nih1000')))
    skip('no real X-rays: set MIMMX_TEST_DATA to the folder that has nih1000');
  expect(await checkedNow(config, plugin, { cache: false })).toEqual(
    shownCheck(page, `examples/chest-xray/${name}.config.ts`),
  );
});
