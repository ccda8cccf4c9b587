import { corePlugin, createRegistry, definePlugin, options } from '@mimmx/core';
import { expect, test } from 'vitest';
import {
  defineLogger,
  experimentPlugin,
  guardLogger,
  type Logger,
  loggedStore,
  memoryTrials,
} from '../../src/index.ts';
import { openLoggers } from '../../src/node/index.ts';
import { checkpointOf, lineOf, resultOf, trialOf } from '../trial/example.ts';
import { checkStore } from '../trial/store-checks.ts';

const throws = (): never => {
  throw new Error('broken');
};
const broken: Logger = { begin: throws, line: throws, end: throws, close: throws };

// Everything that a store must do, with a logger that breaks at every call.
checkStore('a store with a broken logger', async () =>
  loggedStore(memoryTrials(), [guardLogger('broken', broken, { warn: () => {} })]),
);

const trial = { ...trialOf(1), training: { updates: 3 } as never };

test('a training is told from its beginning to its end, and where it goes on', async () => {
  const seen: unknown[] = [];
  const logger: Logger = {
    begin: ({ method, step, updates }) => void seen.push(['begin', method, step, updates]),
    line: (_, { step, values }) => void seen.push(['line', step, Object.keys(values)]),
    end: (_, ending) => void seen.push([ending.kind]),
  };
  const guard = guardLogger('mine', logger, { warn: (text) => seen.push(text) });
  const store = loggedStore(memoryTrials(), [guard]);
  const lease = (await store.claim(trial))!;
  await lease.append(lineOf(1));
  await lease.save(checkpointOf(1));
  await lease.release();
  const again = (await store.claim(trial))!;
  await again.append(lineOf(2));
  await again.finish(resultOf(trial), checkpointOf(2));
  await guard.close();
  const names = ['loss.y', 'mi.thickness'];
  expect(seen).toEqual([
    ['begin', 'a/b: =ERM', 0, 3],
    ['line', 1, names],
    ['stopped'],
    ['begin', 'a/b: =ERM', 1, 3],
    ['line', 2, names],
    ['finished'],
  ]);
});

test('what a logger throws outside of any call is a warning that names it, and the process goes on', async () => {
  const later = defineLogger({
    name: 'later',
    summary: 'Throws when nobody waits for it.',
    options: options({}),
    create: () => ({
      line() {
        setTimeout(() => {
          throw new Error('from a timer');
        });
        Promise.reject(new Error('that nobody waits for'));
      },
    }),
  });
  const unmade = defineLogger({
    name: 'unmade',
    summary: 'Cannot be made.',
    options: options({}),
    create: () => Promise.reject(new Error('no such server')),
  });
  const registry = createRegistry()
    .use(corePlugin)
    .use(experimentPlugin)
    .use(definePlugin({ name: 'mine', provides: [later, unmade] }));
  const warnings: string[] = [];
  const choices = ['later', 'unmade'].map((name) => ({ name, options: {} }));
  const context = { run: { name: 'a', path: null } };
  const { loggers, close } = await openLoggers(registry, choices, context, (text) => warnings.push(text));
  const store = loggedStore(memoryTrials(), loggers);
  const lease = (await store.claim(trial))!;
  await lease.append(lineOf(1));
  await expect.poll(() => warnings.length, { timeout: 5000 }).toBe(3);
  expect(warnings.sort()).toEqual([
    'The logger "later" threw outside of any call, and the training goes on: from a timer',
    'The logger "later" threw outside of any call, and the training goes on: that nobody waits for',
    expect.stringMatching(
      /^The logger "unmade" cannot be used, and the training goes on without it: .*no such server/,
    ),
  ]);
  await close();
  await expect(openLoggers(registry, [{ name: 'lator', options: {} }], context, () => {})).rejects.toThrow(
    /E_UNKNOWN_NAME.*later/,
  );
  await expect(
    openLoggers(registry, [{ name: 'later', options: { x: 1 } }], context, () => {}),
  ).rejects.toThrow(/E_OPTION/);
});
