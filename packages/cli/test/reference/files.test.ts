import { expect, test } from 'vitest';
import { present, referenceFiles } from '../../../../tooling/reference.ts';

const files = await referenceFiles();

test.each(Object.entries(files))(
  '%s says what the sources declare; renew it with: pnpm reference',
  (file, text) => {
    expect(present(file)).toBe(text);
  },
);

test('the page has every plugin and every option of one, and says something of each', () => {
  const page = files['docs/options.md'] ?? '';
  for (const name of ['mimm-x', 'mine', 'gradnorm', 'small-cnn', 'xray-folder', 'bids', 'onnx'])
    expect(page).toContain(`\n### ${name}\n`);
  for (const option of ['training.updates', 'data.task.z[].strength', 'emaRate', 'warmup.gamma'])
    expect(page).toContain(`| \`${option}\` |`);
  const silent = page.split('\n').filter((line) => /^\| `[^|]*\|[^|]*\|[^|]*\| +\|/.test(line));
  expect(silent).toEqual([]);
});
