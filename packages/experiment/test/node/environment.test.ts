import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cpuBackend } from '../../src/node/backends/cpu.ts';
import { readEnvironment } from '../../src/node/environment.ts';

test('says what the run was made with', async () => {
  const environment = await readEnvironment(cpuBackend.create({}, {}), {
    name: 'cpu',
    versions: { '@mimmx/viz': '9.9.9' },
  });
  const own = JSON.parse(readFileSync(new URL('../../../core/package.json', import.meta.url), 'utf8'));
  expect(environment.versions).toMatchObject({
    node: process.versions.node,
    '@mimmx/core': own.version,
    '@mimmx/viz': '9.9.9',
  });
  expect(environment.versions['@tensorflow/tfjs']).toMatch(/^4\./);
  expect(environment.backend).toMatchObject({ name: 'cpu', device: 'cpu' });
  expect(environment.cpu).toMatch(/ × \d+$/);
  expect(Date.parse(environment.startedAt)).toBeLessThanOrEqual(Date.now());
});
