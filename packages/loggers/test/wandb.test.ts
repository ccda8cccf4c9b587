import { afterEach, expect, test, vi } from 'vitest';
import { wandb } from '../src/index.ts';
import { keepingSignals } from '../src/signals.ts';
import { training } from './folder.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

afterEach(() => {
  vi.unstubAllEnvs();
});

test('says that there is no key before anything is sent', async () => {
  vi.stubEnv('WANDB_API_KEY', '');
  await expect(async () =>
    wandb.create({ run: { name: 'a', path: null } }, { project: 'p' }),
  ).rejects.toThrow('WANDB_API_KEY is not set');
});

test('a server that is not there is an error of the logger, and Ctrl-C stays with the training', async () => {
  vi.stubEnv('WANDB_API_KEY', 'k'.repeat(40));
  const before = process.listenerCount('SIGINT');
  const logger = await wandb.create(
    { run: { name: 'a', path: null } },
    { project: 'p', url: 'http://127.0.0.1:1' },
  );
  const ended = await Promise.race([
    Promise.resolve(logger.begin!(training)).then(
      () => 'begun',
      () => 'failed',
    ),
    new Promise((resolve) => setTimeout(() => resolve('still trying'), 4000)),
  ]);
  expect(ended).not.toBe('begun');
  if (ended === 'failed') expect(process.listenerCount('SIGINT')).toBe(before);
});

test('what a library adds for signals is taken away at once, and nothing else', async () => {
  const exits = () =>
    SIGNALS.flatMap((name) => process.listeners(name)).filter((one) => /process\.exit/.test(`${one}`));
  const mine = () => {};
  let done = () => {};
  const busy = keepingSignals(async () => {
    process.once('SIGINT', () => process.exit());
    await new Promise<void>((resolve) => {
      done = resolve;
    });
    process.on('SIGTERM', () => process.exit());
  });
  process.on('SIGTERM', mine);
  await new Promise((resolve) => setTimeout(resolve));
  expect(exits()).toEqual([]);
  done();
  await busy;
  expect(exits()).toEqual([]);
  expect(process.listeners('SIGTERM')).toContain(mine);
  process.off('SIGTERM', mine);
});
