import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plugin } from '@mimmx/datasets-cxr';
import { expect, test } from 'vitest';
import { checkedNow, shownCheck } from '../../shown-check.ts';
import induced from '../nih-induced.config.ts';
import marker from '../nih-marker.config.ts';

const page = new URL('../../../packages/datasets-cxr/docs/data-check.md', import.meta.url);

test.for([
  ['nih-induced', induced],
  ['nih-marker', marker],
] as const)('the docs show what the check says of %s', async ([name, config], { skip }) => {
  const folder = process.env.MIMMX_TEST_DATA;
  if (!folder || !existsSync(join(folder, 'nih1000')))
    skip('no real X-rays: set MIMMX_TEST_DATA to the folder that has nih1000');
  expect(await checkedNow(config, plugin)).toEqual(shownCheck(page, `examples/chest-xray/${name}.config.ts`));
});
