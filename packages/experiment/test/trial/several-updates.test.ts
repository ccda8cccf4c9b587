import { backend as onnx } from '@mimmx/backend-onnx';
import { type Backend, definePlugin } from '@mimmx/core';
import { memoryRun, resolveConfig, runExperiment, trialsOf } from '@mimmx/experiment';
import { beforeAll, expect, test } from 'vitest';
import { toyMimmx, toyRegistry } from '../../../core/test/toy.ts';
import { createGoes, createPace, untilNext } from '../../src/trial/pace.ts';
import { toyConfig } from '../toy-config.ts';

const backend = onnx.create({}, { device: 'cpu', threads: 1 });
beforeAll(() => backend.setup());

/** The backend with single calls only. */
const single: Backend = {
  ...backend,
  compile: (fn) => {
    const compiled = backend.compile(fn);
    return (...inputs) => compiled(...inputs);
  },
};

/** The backend that notes how many calls each go has. */
const noting = (sizes: number[]): Backend => ({
  ...backend,
  compile: (fn) => {
    const compiled = backend.compile(fn);
    return Object.assign((...inputs: Parameters<typeof compiled>) => compiled(...inputs), {
      series: (calls: Parameters<NonNullable<typeof compiled.series>>[0]) => {
        sizes.push(calls.length);
        return compiled.series!(calls);
      },
    });
  },
});

const train = async (method: string, on: Backend, stopAt = Number.POSITIVE_INFINITY) => {
  const config = resolveConfig(
    toyConfig({
      methods:
        method === 'plain'
          ? { plain: {} }
          : { 'mimm-x': { options: { ...toyMimmx, bottleneck: { kind: 'noise' } } } },
      training: { updates: 40, batchSize: 16, checkpointEvery: 13, validateEvery: 9, logEvery: 3 },
    }),
  );
  const run = memoryRun();
  const registry = toyRegistry().use(definePlugin({ name: 'onnx', provides: [onnx] }));
  const setting = { registry, backend: on, kept: run, open: async () => run, root: '.' };
  const abort = new AbortController();
  const steps: number[] = [];
  const onProgress = (progress: { kind: string; step?: number }) => {
    if (progress.kind === 'update') steps.push(progress.step as number);
    if (progress.step === stopAt) abort.abort();
  };
  await runExperiment(config, { ...setting, onProgress, signal: abort.signal }).catch((error) => {
    if (stopAt > 40) throw error;
  });
  if (stopAt <= 40) await runExperiment(config, setting);
  const [trial] = trialsOf(config);
  const { variables } = (await run.trials.weights(trial!.id))!;
  const result = await run.trials.result(trial!.id);
  return { steps, variables, lines: await run.trials.lines(trial!.id), rows: result?.rows };
};

test.each(['plain', 'mimm-x'])(
  '%s, several updates in one go: the lines, weights and measures of one after another',
  async (method) => {
    const sizes: number[] = [];
    const wanted = await train(method, single);
    const found = await train(method, noting(sizes));
    expect(found).toEqual(wanted);
    expect(found.steps).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    // Never past what is looked at: after 9, 13, 18, 26, … updates.
    expect(Math.max(...sizes)).toBeGreaterThan(1);
    const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((a, b) => a + b));
    for (const look of [9, 13, 18, 26, 27, 36, 39, 40]) expect(ends).toContain(look);
    // Stopped in the middle of a go, it ends and is saved whole.
    const { steps: _, ...stopped } = await train(method, backend, 23);
    const { steps: __, ...undisturbed } = wanted;
    expect(stopped).toEqual(undisturbed);
  },
);

test('a go ends before the next thing that is looked at', () => {
  expect(untilNext(0, 100, [7, 0, 30])).toBe(7);
  expect(untilNext(7, 100, [7, 0, 30])).toBe(7);
  expect(untilNext(28, 100, [7, 0, 30])).toBe(2);
  expect(untilNext(98, 100, [7, 0, 30])).toBe(2);
});

test('a go has no more updates than are left, the first two are single, and each update has its share of the time', async () => {
  const asked: number[] = [];
  const update = Object.assign(async () => ({ n: 0 }), {
    async series(count: number) {
      asked.push(count);
      return Array.from({ length: count }, (_, n) => ({ n }));
    },
  });
  const goes = createGoes(update);
  for (const most of [40, 40, 40, 40, 3, 40]) await goes.next(most);
  // What took no time doubles, up to what is left.
  expect(asked).toEqual([1, 1, 1, 2, 3, 8]);
  expect(goes.times).toHaveLength(16);
  const single = createGoes(async () => ({ n: 7 }));
  expect(await single.next(40)).toEqual([{ n: 7 }]);
});

test('goes get longer while they are short, and shorter where they wait for images', () => {
  const pace = createPace();
  const counts = [10, 10, 10, 10, 10].map((ms) => {
    pace.note(pace.count, ms * pace.count, 0);
    return pace.count;
  });
  expect(counts).toEqual([2, 4, 8, 16, 16]);
  pace.note(16, 160, 20);
  expect(pace.count).toBe(8);
  pace.note(8, 800, 0);
  expect(pace.count).toBe(2);
  pace.note(2, 2000, 0);
  expect(pace.count).toBe(1);
});
