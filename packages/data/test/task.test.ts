import { strataOf, validate } from '@mimmx/core';
import { resolveTask, type TaskInput, taskSchema } from '@mimmx/data';
import { describe, expect, test } from 'vitest';
import { standardise } from '../src/resolved-task.ts';
import { classColumn, makeTable, numberColumn, settableFactor } from './tables.ts';

const table = makeTable(8, {
  finding: classColumn([0, 1, 2, 0, 1, 2, -1, 0], ['none', 'effusion', 'pneumonia']),
  sex: classColumn([0, 1, 0, 1, 0, 1, 0, -1], ['F', 'M']),
  age: numberColumn([20, 50, 55, 60, 80, Number.NaN, 30, 70]),
  weight: numberColumn(Array(8).fill(Number.NaN)),
  digit: classColumn([0, 5, 9, 4, 5, 6, 7, 8], [...'0123456789']),
});
const settable = [settableFactor('thickness', ['thin', 'thick'])];
const resolve = (task: TaskInput) => resolveTask(table, settable, validate(taskSchema, task, 'task'));
const sex = { column: 'sex' };

describe('what a column can become', () => {
  test('binary by comparison, with labels that say so', () => {
    const { task, y } = resolve({ y: { column: 'digit', positive: '>= 5' }, z: [{ factor: 'thickness' }] });
    expect([...y]).toEqual([0, 1, 1, 0, 1, 1, 1, 1]);
    expect(strataOf(task.y).labels).toEqual(['< 5', '>= 5']);
  });

  test('binary by value or by several', () => {
    const one = resolve({ y: { column: 'finding', positive: 'effusion' }, z: [sex] });
    expect(strataOf(one.task.y).labels).toEqual(['not effusion', 'effusion']);
    expect([...one.y].slice(0, 6)).toEqual([0, 1, 0, 0, 1, 0]);
    const any = resolve({
      y: { column: 'finding', positive: ['effusion', 'pneumonia'], labels: ['normal', 'ill'], name: 'state' },
      z: [sex],
    });
    expect([...any.y].slice(0, 7)).toEqual([0, 1, 1, 0, 1, 1, -1]);
    expect(any.task.y).toMatchObject({ name: 'state', labels: ['normal', 'ill'] });
  });

  test('multi-class as it is, or in a chosen order with the rest left out', () => {
    expect(strataOf(resolve({ y: { column: 'finding' }, z: [sex] }).task.y).classes).toBe(3);
    const chosen = resolve({ y: { column: 'finding', values: ['pneumonia', 'none'] }, z: [sex] });
    expect([...chosen.y]).toEqual([1, -1, 0, 1, -1, 0, -1, 1]);
    // Row 7 has no sex, rows 1 and 4 no class of y, row 6 no finding.
    expect([...chosen.eligible]).toEqual([0, 2, 3, 5]);
  });

  test('numbers mapped to classes with a gap between them, or cut', () => {
    const gap = resolve({
      y: { column: 'sex' },
      z: [{ column: 'age', values: { young: '<= 50', old: '>= 60' } }],
    });
    expect(gap.task.z[0]).toMatchObject({ kind: 'categorical', labels: ['young', 'old'] });
    // Row 2 is 55, row 5 has no age, row 7 no sex.
    expect([...gap.eligible]).toEqual([0, 1, 3, 4, 6]);
    const cut = resolve({ y: sex, z: [{ column: 'age', cuts: [50, 60], missing: 'keep' }] });
    expect([...(cut.z[0]?.values ?? [])]).toEqual([0, 1, 1, 2, 2, -1, 0, 2]);
    expect(cut.task.z[0]).toMatchObject({ labels: ['< 50', '50 to < 60', '>= 60'] });
  });

  test('continuous, with mean and sd of the rows asked for', () => {
    const resolved = resolve({ y: sex, z: [{ column: 'age' }] });
    const factor = standardise(resolved, Int32Array.of(0, 1, 4)).task.z[0];
    expect(factor).toMatchObject({ kind: 'continuous', mean: 50 });
    expect(factor?.kind === 'continuous' && factor.sd).toBeCloseTo(Math.sqrt(600), 10);
  });

  test('missing values drop the row, unless it is to be kept', () => {
    expect(resolve({ y: sex, z: [{ column: 'age' }] }).eligible).not.toContain(5);
    const kept = resolve({ y: sex, z: [{ column: 'age', missing: 'keep' }] });
    expect(kept.eligible).toContain(5);
    expect(kept.z[0]?.values?.[5]).toBeNaN();
  });
});

describe('mistakes name the place, the value and what there is', () => {
  const failures: [string, TaskInput, string][] = [
    [
      'unknown column',
      { y: { column: 'findng' }, z: [sex] },
      'E_UNKNOWN_COLUMN: task.y: the table has no column "findng". Did you mean "finding"?',
    ],
    [
      'unknown factor',
      { y: sex, z: [{ factor: 'thicknes' }] },
      'E_UNKNOWN_FACTOR: task.z[0]: the data set has no settable factor "thicknes". Did you mean "thickness"?',
    ],
    [
      'value not in the column',
      { y: { column: 'finding', positive: 'efusion' }, z: [sex] },
      'E_UNKNOWN_VALUE: task.y.positive: column "finding" has no value "efusion"; it has the values "none" (3), ' +
        '"effusion" (2), "pneumonia" (2), 1 missing. Did you mean "effusion"?',
    ],
    [
      'number not in the column',
      { y: { column: 'age', positive: 21 }, z: [sex] },
      'column "age" has no value "21"; it has numbers from 20 to 80, 1 missing.',
    ],
    [
      'a comparison the wrong way round',
      { y: { column: 'age', positive: '=> 60' }, z: [sex] },
      'E_UNKNOWN_VALUE: task.y.positive: "=> 60" compares nothing. Did you mean ">= 60"?',
    ],
    [
      'comparison of words',
      { y: { column: 'finding', positive: '>= 5' }, z: [sex] },
      'E_UNKNOWN_VALUE: task.y.positive: ">= 5" compares numbers, but column "finding" has the values',
    ],
    [
      'a confounder that nobody has a value of',
      { y: sex, z: [{ column: 'weight', missing: 'keep' }] },
      'E_TASK: task.z[0]: not one of the 8 rows has a value of "weight". Take it out of the task, or correct the column.',
    ],
    [
      'a confounder of which no row is in the classes asked for',
      { y: sex, z: [{ column: 'age', values: { child: '< 18', aged: '> 90' } }] },
      'E_TASK: task.z[0]: not one of the 8 rows has a value of "age" (child, aged).',
    ],
    [
      'a class nobody is in',
      { y: { column: 'age', positive: '> 100' }, z: [sex] },
      'E_EMPTY_CELL: Class "> 100" of y (age) has no row among the 6',
    ],
    [
      'two ways at once',
      { y: { column: 'digit', positive: '5', values: ['5', '6'] }, z: [sex] },
      'E_TASK: task.y: give only one of positive, values and cuts.',
    ],
    [
      'one name twice',
      { y: sex, z: [{ column: 'age', name: 'sex' }] },
      'E_TASK: Two variables of the task are called "sex".',
    ],
    [
      'y as its own confounder',
      { y: sex, z: [{ column: 'age' }, { ...sex, name: 'gender' }] },
      'E_TASK: task.z[1]: column "sex" is y.',
    ],
    [
      'a confounder twice',
      { y: sex, z: [{ column: 'age' }, { column: 'age', name: 'years' }] },
      'E_TASK: task.z: column "age" is there twice.',
    ],
    [
      'labels that do not fit',
      { y: { column: 'sex', labels: ['a', 'b', 'c'] }, z: [{ column: 'age' }] },
      'E_TASK: task.y: 3 labels for 2 classes (F, M)',
    ],
    [
      'cuts that go down',
      { y: sex, z: [{ column: 'age', cuts: [60, 50] }] },
      'E_TASK: task.z[0].cuts: [60, 50] must increase.',
    ],
    [
      'cuts of words',
      { y: sex, z: [{ column: 'finding', cuts: [1] }] },
      'E_UNKNOWN_VALUE: task.z[0].cuts: column "finding" is not a number, it has the values "none" (3)',
    ],
    [
      'neither column nor factor',
      { y: sex, z: [{ strength: 0.9 }] },
      'give either column (observed) or factor',
    ],
  ];
  test.each(failures)('%s', (_, task, message) => {
    expect(() => resolve(task)).toThrow(message);
  });
});
