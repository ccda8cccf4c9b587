import { Random } from '@mimmx/core';
import { estimateMi } from '@mimmx/mi-estimators';
import { describe, expect, test } from 'vitest';
import { agreementInformation } from '../../src/estimators/tasks/classes.ts';
import { correlationFor } from '../../src/estimators/tasks/gaussian.ts';
import { mixtureInformation } from '../../src/estimators/tasks/mixture.ts';
import { studentExcess } from '../../src/estimators/tasks/student.ts';
import { benchmarks, tasksOf } from '../../src/index.ts';

describe('truths are those of closed forms', () => {
  test('agreeing classes', () => {
    expect(agreementInformation(0.9)).toBeCloseTo(0.3681, 4);
    expect(agreementInformation(0.95)).toBeCloseTo(0.4946, 4);
    expect(agreementInformation(0.5)).toBeCloseTo(0, 12);
  });
  test('normals: the correlations of the literature for d = 20', () => {
    const rhos = [2, 4, 6, 8, 10].map((nats) => correlationFor(nats, 20).toFixed(4));
    expect(rhos).toEqual(['0.4258', '0.5742', '0.6717', '0.7421', '0.7951']);
  });
  test('the Cauchy distribution’s log 8π − 3, and nothing as the degrees of freedom grow', () => {
    expect(studentExcess(1, 1)).toBeCloseTo(Math.log(8 * Math.PI) - 3, 6);
    expect(studentExcess(2, 4000)).toBeCloseTo(0, 3);
  });
  test('a mixture: none for equal normals, log 2 for far ones', () => {
    expect(mixtureInformation(0)).toBeCloseTo(0, 9);
    expect(mixtureInformation(6)).toBeCloseTo(Math.LN2, 6);
  });
});

describe('a neighbour estimate of a sample is near the truth', () => {
  const few = Object.values(benchmarks)
    .flat()
    .filter(({ truth, name }) => truth <= 1.1 && !name.includes('20d') && !name.includes('5d'));
  test.each(few.map((task) => [task.name, task] as const))('%s', async (_name, task) => {
    const { x, y } = task.sample(2500, new Random(3));
    const kinds = [x, y].filter((samples) => samples.classes !== undefined).length;
    const estimator = ['ksg', 'ross', 'histogram'][kinds]!;
    const { value } = await estimateMi(x, y, { estimator, interval: false });
    // Cubes have heavy tails and the spiral is folded: neighbours see less of them.
    const hard = /cubic|spiral/.test(task.name);
    expect(Math.abs(value - task.truth)).toBeLessThan(hard ? 0.22 : 0.1);
  });
});

test('an unknown set names the nearest', () => {
  expect(() => tasksOf('smal')).toThrow('E_UNKNOWN_NAME: Unknown benchmark "smal". Did you mean "small"?');
});
