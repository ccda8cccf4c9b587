import {
  type Backend,
  createMethod,
  createRegistry,
  DEFAULT_SHAPE,
  definePlugin,
  type MethodDefinition,
  Random,
  smallCnn,
  type Task,
} from '@mimmx/core';
import { EASY_SHAPE, type EasyTask, easyData, easyTask } from '@mimmx/core/testkit';
import { nodePlugin } from '@mimmx/experiment/node';
import { describe, expect, test } from 'vitest';
import * as methods from '../src/methods.ts';

const backend: Backend = createRegistry().use(nodePlugin).create('backend', 'cpu', {});
await backend.setup();

const NEW = [
  ...[
    'balanced-softmax',
    'bias-balance',
    'class-balanced',
    'coral',
    'cvar-dro',
    'debian',
    'domain-independent',
    'end',
  ],
  ...['fairkl', 'fishr', 'focal', 'group-dro', 'irm', 'ldam', 'lisa', 'mixup', 'mmd', 'resample', 'reweight'],
  ...['selecmix', 'subgroup', 'vrex'],
];
const definition = (name: string) =>
  (Object.values(methods) as readonly unknown[] as MethodDefinition[]).find((own) => own.name === name)!;

function make(name: string, task: Task, form: EasyTask, options: Record<string, unknown> = {}) {
  const own = definition(name);
  const registry = createRegistry().use(definePlugin({ name: 'test', provides: [own, smallCnn] }));
  return createMethod(
    {
      method: { name, options },
      encoder: { name: 'small-cnn', options: { channels: [2], norm: 'none' } },
      network: { ...DEFAULT_SHAPE, standardise: false, primaryWidth: 3 },
      optimiser: { learningRate: 0.01, weightDecay: 0, schedule: 'constant', batchSize: 12, updates: 10 },
    },
    {
      registry,
      backend,
      task,
      inputShape: EASY_SHAPE,
      random: new Random(1),
      data: easyData(new Random(2), form),
    },
  );
}

describe('what every method trains on, without refusing', () => {
  const forms: [string, EasyTask][] = [
    ['one confounder', { confounders: 1 }],
    ['two confounders', { confounders: 2 }],
    ['three confounders', { confounders: 3 }],
    ['missing labels', { confounders: 2, missing: true }],
    ['a number in bins', { confounders: 2, number: true }],
    ['ten classes', { classes: 10, confounders: 1 }],
  ];
  test.each(NEW.flatMap((name) => forms.map(([what, form]) => [name, what, form] as const)))(
    '%s: %s',
    async (name, _, form) => {
      const method = make(name, easyTask(form), form);
      const { loss } = await method.update();
      expect(loss).toSatisfy(Number.isFinite);
      method.dispose();
    },
  );
});

describe('what a number in bins is to a method that parts rows', () => {
  const parting = NEW.filter((name) => definition(name).needs.train?.includes('z'));

  test.each(parting)('%s: what its bins would be as classes', async (name) => {
    const losses = await Promise.all(
      [false, true].map(async (number) => {
        const form = { confounders: 2, missing: true, number };
        const method = make(name, easyTask(form), form);
        const found = [(await method.update()).loss, (await method.update()).loss];
        method.dispose();
        return found;
      }),
    );
    expect(losses[1]).toEqual(losses[0]);
  });
});

describe('what methods refuse in one line', () => {
  const age: Task = {
    ...easyTask({ confounders: 1 }),
    z: [{ name: 'age', kind: 'continuous', mean: 50, sd: 10 }],
  };
  const parting = NEW.filter((name) => definition(name).needs.train?.includes('z'));

  test.each(parting)('%s: a continuous confounder', (name) => {
    expect(() => make(name, age, {})).toThrow(
      `E_TASK: ${name}: confounder "age" is continuous and parts no rows. In data.task.z give it bins (e.g. 2), cut it with positive (e.g. ">= 60"), or leave it out.`,
    );
  });

  test.each(parting)('%s: a task without confounders', (name) => {
    expect(() => make(name, easyTask({ confounders: 0 }), { confounders: 0 })).toThrow(
      `E_NO_CONFOUNDERS: ${name}: the task names no confounder.`,
    );
  });

  const ofClasses = ['balanced-softmax', 'bias-balance', 'class-balanced', 'domain-independent', 'end'];
  test.each([...ofClasses, 'debian', 'fairkl', 'focal', 'ldam', 'lisa', 'selecmix'])(
    '%s: a continuous y',
    (name) => {
      const form = { classes: 0, confounders: 1 };
      expect(() => make(name, easyTask(form), form)).toThrow(
        `E_TASK: ${name}: "y" is continuous, and the method needs classes.`,
      );
    },
  );

  test.each(['coral', 'mmd'])('%s: classes of a continuous y to compare within', (name) => {
    const form = { classes: 0, confounders: 1 };
    expect(() => make(name, easyTask(form), form, { within: 'class' })).toThrow('E_TASK');
    make(name, easyTask(form), form).dispose();
  });

  test('fishr: a head with hidden units', () => {
    expect(() => make('fishr', easyTask(), {}, { headHidden: 4 })).toThrow(
      'E_OPTION: fishr: takes the gradients of a linear head, and headHidden is not 0. Set headHidden: 0 for it.',
    );
  });
});
