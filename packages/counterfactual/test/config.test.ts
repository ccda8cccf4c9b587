import { expect, test } from 'vitest';
import { resolveGenerator, studyOf } from '../src/index.ts';

test('all that a config says of the study reaches it', () => {
  // Each another than its default.
  const study = {
    model: { name: 'ladder', options: { widths: [8] } },
    training: { updates: 11, beta: 3 },
    predictorUpdates: 12,
    predictorShift: 3,
    crossFit: 4,
    tunings: { mine: { targets: 'matched', updates: 5 } },
    pixelNoise: 0.1,
    replicates: 7,
    judges: ['pca-logistic'],
    seed: 9,
  };
  const about = { dataset: 'digits', data: { task: { y: { column: 'digit' }, z: [] } } };
  const config = resolveGenerator({ ...about, ...study });
  expect(studyOf(config)).toEqual(study);
  // A new option of studies must be in this test, too.
  expect(Object.keys(studyOf(resolveGenerator(about))).sort()).toEqual(Object.keys(study).sort());
});
