import { type Batch, type Method, Random, type Task, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  cfAugment,
  createParentEncoding,
  createScm,
  gramOfDifferences,
  klOfLogits,
  plugin,
  projectionOf,
} from '../src/index.ts';
import { counterfactualOf, withCounterfactuals } from '../src/methods/batches.ts';
import { oneByOne } from '../src/methods/one-by-one.ts';
import { nodesOf } from '../src/methods/open.ts';
import { ambiguous, ambiguousGraph } from './ambiguous.ts';
import { cpu } from './backends.ts';

beforeAll(() => cpu.setup());

const table = ambiguous(400, 2);
const scm = createScm(ambiguousGraph, { random: new Random(3) });
scm.fit(table.attributes);
const encoding = createParentEncoding(Object.values(scm.attributes));
encoding.fit(table.attributes);
const generator: Awaited<ReturnType<Parameters<typeof counterfactualOf>[1]['open']>>['generator'] = {
  scm,
  encoding,
  async counterfactual(rows, { do: intervention, random }) {
    const { values, factual, warnings } = scm.counterfactual(rows.attributes, intervention, random);
    return { images: table.render(values), attributes: values, factual, warnings };
  },
};
const factor = (name: string) =>
  ({ name, kind: 'categorical', classes: 2, labels: ['dark', 'light'] }) as const;
const task: Task = { y: factor('right'), z: [factor('left')] };
const settings = {
  task,
  open: async () => ({ generator, nodes: ['left'] }),
  pixelNoise: 1,
  random: new Random(4),
};
const batch = (): Batch => {
  const codes = (name: string) => tf.tensor1d(Int32Array.from(table.attributes[name]!), 'int32');
  return {
    x: tf.tensor(table.images, [400, 8, 8, 1]),
    y: codes('right'),
    z: [codes('left')],
    known: [tf.ones([400])],
    rows: tf.range(0, 400, 1, 'int32'),
    group: tf.tensor1d(
      Int32Array.from(
        { length: 400 },
        (_, i) => 2 * table.attributes.right![i]! + table.attributes.left![i]!,
      ),
      'int32',
    ),
  };
};
const array = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

describe('batches', () => {
  test('with share 0 every image goes through the null intervention, and is as it was', async () => {
    const before = batch();
    const after = await counterfactualOf(before, { ...settings, share: 0, form: 'replaced' });
    for (const name of ['x', 'y', 'group', 'rows'] as const)
      expect(array(after[name])).toEqual(array(before[name]));
    expect(array(after.z[0]!)).toEqual(array(before.z[0]!));
  });

  test('with share 1 the confounder says nothing of y, and image, label and group agree', async () => {
    const before = batch();
    const after = await counterfactualOf(before, { ...settings, share: 1, form: 'replaced' });
    const [y, z, group] = [array(after.y), array(after.z[0]!), array(after.group)];
    expect(y).toEqual(array(before.y));
    expect(group).toEqual(y.map((code, i) => 2 * code + z[i]!));
    const left = Float64Array.from(z);
    expect(array(after.x)).toEqual(Array.from(table.render({ left, right: table.attributes.right! })));
    const light = z.filter((code) => code === 1).length / 400;
    expect(Math.abs(light - 0.5)).toBeLessThan(0.08);
    const changed = z.filter((code, i) => code !== table.attributes.left![i]).length / 400;
    expect(Math.abs(changed - 0.5)).toBeLessThan(0.08);
  });

  test('pairs hold the real images above their counterfactual ones, and leave no tensor behind', async () => {
    const source = { batchSize: 400, sampling: 'uniform' as const, next: async () => batch(), reweigh() {} };
    const data = withCounterfactuals({ batches: () => source } as never, {
      ...settings,
      share: 1,
      form: 'paired',
    });
    const pairs = data.batches({} as never, 'uniform');
    expect(pairs.batchSize).toBe(800);
    const held = tf.memory().numTensors;
    const one = await pairs.next();
    expect(array(one.x).slice(0, 400 * 64)).toEqual(Array.from(table.images));
    expect(array(one.y).slice(400)).toEqual(array(one.y).slice(0, 400));
    // x, y, rows, group, z and known.
    expect(tf.memory().numTensors - held).toBe(6);
  });
});

test('a method whose batches and steps draw from one stream makes one update after another, and its notes stay live', async () => {
  let made = 0;
  const update = Object.assign(async () => ({ loss: ++made }), { series: async () => [] });
  const method = {
    update,
    settings: { width: 1 },
    variables: {},
    get notes() {
      return made > 0 ? ['The bound was not met.'] : [];
    },
  } as unknown as Method;
  const one = oneByOne(method, { share: 1 });
  expect(one.update.series).toBeUndefined();
  expect(one.notes).toEqual([]);
  expect(await one.update()).toEqual({ loss: 1 });
  expect(one.notes).toEqual(['The bound was not met.']);
  expect(one.settings).toEqual({ width: 1, share: 1 });
});

test('KL of logits: .3681 of p = (.9, .1) and q = (.5, .5), 0 of equal ones', () => {
  const logits = (p: number) => tf.tensor2d([[Math.log(p), Math.log(1 - p)]]);
  expect(array(klOfLogits(logits(0.9), logits(0.5)))[0]).toBeCloseTo(
    0.9 * Math.log(1.8) + 0.1 * Math.log(0.2),
    6,
  );
  expect(array(klOfLogits(logits(0.3), logits(0.3)))[0]).toBeCloseTo(0, 6);
});

test('matching takes out the directions along which features move, and nothing else', () => {
  const random = new Random(6);
  const width = 5;
  const basis = [
    [0.6, 0.8, 0, 0, 0],
    [0, 0, 1, 0, 0],
  ];
  const a = Float64Array.from({ length: 200 * width }, () => random.normal());
  const b = a.slice();
  for (let row = 0; row < 200; row++)
    for (const direction of basis) {
      const by = random.normal();
      for (let k = 0; k < width; k++) b[row * width + k]! += by * direction[k]!;
    }
  const gram = new Float64Array(width * width);
  gramOfDifferences(a, b, width, gram);
  const p = projectionOf(gram, width, 2);
  // I − V Vᵀ by hand.
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) {
      const wanted = Number(i === j) - basis.reduce((sum, one) => sum + one[i]! * one[j]!, 0);
      expect(p[i * width + j]).toBeCloseTo(wanted, 8);
    }
});

test('a generator for another task, or whose interventions would change y, is refused', () => {
  const nodes =
    (own: Task, intervene?: string[], of = generator) =>
    () =>
      nodesOf(of, own, intervene, 'runs/g');
  expect(nodes(task)()).toEqual(['left']);
  expect(nodes(task, ['lefd'])).toThrow(/E_GENERATOR: .* share no confounder "lefd"\. Did you mean "left"\?/);
  expect(nodes({ ...task, z: [{ ...factor('left'), labels: ['no', 'yes'] }] })).toThrow(
    /E_GENERATOR: "left" is dark\|light to the generator in runs\/g and no\|yes to the task/,
  );
  const chained = createScm(
    { ...ambiguousGraph, right: { kind: 'categorical', labels: ['dark', 'light'], parents: ['left'] } },
    { random: new Random(1) },
  );
  expect(nodes(task, undefined, { ...generator, scm: chained })).toThrow(
    /E_GENERATOR: In the generator's graph "right" depends on "left"/,
  );
});

test('batches are drawn in any way that mimm-x and the baselines draw theirs', () => {
  const drawn = (more: Record<string, unknown>) =>
    validate(cfAugment.options, { generator: 'runs/g', ...more }, 'cf-augment').sampling;
  expect(drawn({ sampling: 'overlap' })).toBe('overlap');
  expect(drawn({})).toBeUndefined();
});

test('the plugin provides the methods', () => {
  const names = plugin.provides.filter(({ kind }) => kind === 'method').map(({ name }) => name);
  expect(names).toEqual(['cf-augment', 'cf-consistency', 'cf-matching']);
});
