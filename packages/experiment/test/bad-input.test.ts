import { defineEstimator, definePlugin, MimmxError, type Plugin } from '@mimmx/core';
import {
  createDataPool,
  memoryRun,
  memoryTrials,
  resolveConfig,
  runExperiment,
  runTrial,
  trialsOf,
} from '@mimmx/experiment';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cpu, toyMimmx, toyRegistry } from '../../core/test/toy.ts';
import { toyConfig } from './toy-config.ts';

beforeAll(() => cpu.setup());

type Changes = Parameters<typeof toyConfig>[0];

/** What an experiment says, in one line, and whether it opened a run before it did. */
async function refusal(changes: Changes, more?: Plugin): Promise<{ message: string; opened: boolean }> {
  let opened = false;
  const open = async () => {
    opened = true;
    return memoryRun();
  };
  const registry = more ? toyRegistry().use(more) : toyRegistry();
  const setting = { registry, backend: cpu, open, root: '.' };
  const error = await Promise.resolve()
    .then(() =>
      runExperiment(
        resolveConfig(toyConfig({ training: { updates: 4, batchSize: 16 }, ...changes })),
        setting,
      ),
    )
    .then(
      () => null,
      (thrown: Error) => thrown,
    );
  expect(error?.message ?? '').not.toContain('\n');
  return { message: error?.message ?? 'nothing', opened };
}

const { data } = toyConfig();
const withoutZ = { ...data, task: { ...data.task, z: [] }, shifts: { heldOut: 'natural' as const } };

test.each<[string, Changes, RegExp]>([
  [
    'a method that needs labels which the task lacks',
    { data: withoutZ, methods: { 'mimm-x': { options: toyMimmx } } },
    /^E_NO_CONFOUNDERS: "mimm-x" needs the labels of confounders, and the task names none .* "erm"\.$/,
  ],
  [
    'a selection rule without validation data',
    { evaluation: { select: 'validation-worst-group' } },
    /^E_SELECTION_NEEDS: The rule "validation-worst-group" needs validation data, and there is none\. Give data\.split\.validation/,
  ],
  [
    'a selection rule that does not exist',
    { evaluation: { select: 'validation-man' } },
    /^E_UNKNOWN_NAME: Unknown selection rule "validation-man"\. Did you mean "validation-mean"\?/,
  ],
  [
    'a measure that does not exist',
    { evaluation: { measures: ['worst-group bier'] } },
    /^E_UNKNOWN_NAME: Unknown measure "worst-group bier" in evaluation\.measures\. Did you mean "brier"\?/,
  ],
  [
    'a wrapper that does not exist',
    { evaluation: { measures: ['worst-grup brier'] } },
    /^E_UNKNOWN_NAME: Unknown measure "worst-grup brier" in evaluation\.measures\. Did you mean "worst-group"\?/,
  ],
  [
    'a start from a method that does not exist',
    { methods: { plain: {}, again: { method: 'plain', from: 'plane' } } },
    /^E_FROM: methods\.again\.from: there is no method "plane" in this config\. Did you mean "plain"\?/,
  ],
  [
    'a start from itself in the end',
    { methods: { a: { method: 'plain', from: 'b' }, b: { method: 'plain', from: 'a' } } },
    /^E_FROM: methods\.\w\.from: .* itself in the end\. Break the circle\.$/,
  ],
  [
    'a batch larger than the training set, of the last method too',
    { training: { updates: 4, batchSize: 400 } },
    /^E_BATCH_SIZE: training\.batchSize is 400, and there are 200 training images\./,
  ],
  [
    'a batch that its classes cannot share',
    { training: { updates: 4, batchSize: 15 } },
    /^E_BATCH_SIZE: Batch size 15 cannot be shared evenly among 2 classes of y/,
  ],
])('%s is one line before anything is opened', async (_, changes, words) => {
  const { message, opened } = await refusal(changes);
  expect(message).toMatch(words);
  expect(opened).toBe(false);
});

test('a batch of fewer rows than an estimator needs is found before the first method is trained', async () => {
  // Within the classes of y an estimator sees half of a batch.
  const critical = toyRegistry().get('estimator', 'toy-covariance');
  const hungry = definePlugin({
    name: 'hungry',
    provides: [
      defineEstimator({
        ...critical,
        name: 'toy-hungry',
        options: z.strictObject({}),
        create(context) {
          if (context.rows === undefined || context.rows < 9)
            throw new MimmxError('E_BATCH', `A batch of ${context.rows} rows is too few. Take a larger one.`);
          return critical.create(context, {});
        },
      }),
    ],
  });
  const methods = { plain: {}, 'mimm-x': { options: { ...toyMimmx, estimator: 'toy-hungry' } } };
  const said = (batchSize: number) => refusal({ methods, training: { updates: 2, batchSize } }, hungry);
  expect(await said(16)).toEqual({
    message: 'E_BATCH: A batch of 8 rows is too few. Take a larger one.',
    opened: false,
  });
  expect((await said(18)).opened).toBe(true);
});

test('a start from weights of another shape is one line that names both', async () => {
  const methods = { plain: {}, 'mimm-x': { options: toyMimmx, from: 'plain' } };
  expect((await refusal({ methods })).message).toMatch(
    /^E_FROM: "encoder\.\d" is \[12,3\] here and is \[12,2\] in trial [0-9a-f]{32}\. Start from a trial with the same encoder/,
  );
});

test('a start from an unfinished trial is one line, and the trial waits for another try', async () => {
  const methods = { plain: {}, again: { method: 'plain', from: 'plain' } };
  const [first, second] = trialsOf(resolveConfig(toyConfig({ methods })));
  const registry = toyRegistry();
  const store = memoryTrials();
  const pool = createDataPool(registry, '.');
  const setting = { registry, backend: cpu, store, data: pool };
  const says = () => runTrial(second!, setting).catch((error: Error) => error.message);
  expect(await says()).toMatch(
    /^E_FROM: "again" \(seed 0\) starts from trial [0-9a-f]{32}, which is not trained\./,
  );
  const lease = await store.claim(first!);
  expect(await says()).toMatch(/which is still running\. Train that first\.$/);
  await lease!.fail(new Error('E_NAN_LOSS: The loss is not a number.'));
  expect(await says()).toMatch(/which failed \(E_NAN_LOSS: The loss is not a number\.\)/);
  expect(await store.state(second!.id)).toEqual({ kind: 'waiting' });
});

test('measures that are asked for by name stand beside the others and move none of them', async () => {
  const rows = async (measures?: string[]) => {
    const run = memoryRun();
    const config = resolveConfig(
      toyConfig({
        methods: { plain: {} },
        training: { updates: 4, batchSize: 16 },
        evaluation: { bootstrap: 50, ...(measures ? { measures } : {}) },
      }),
    );
    const setting = { registry: toyRegistry(), backend: cpu, open: async () => run, root: '.' };
    await runExperiment(config, setting);
    return (await run.trials.result(trialsOf(config)[0]!.id))!.rows;
  };
  const [plain, more] = [
    await rows(),
    await rows(['accuracy', 'worst-group brier', 'min-max accuracy', 'mae']),
  ];
  const extra = more.filter(({ measure }) => !plain.some((row) => row.measure === measure));
  expect([...new Set(extra.map(({ measure }) => measure))].sort()).toEqual([
    'mae',
    'min-max accuracy',
    'worst-group brier',
  ]);
  expect(more.filter((row) => !extra.includes(row))).toEqual(plain);
  expect(extra.find(({ measure }) => measure === 'mae')).toMatchObject({
    value: null,
    note: expect.stringMatching(/^no meaning here: y is one of 2 classes/),
  });
});
