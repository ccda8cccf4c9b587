import { type MethodData, MimmxError, type SetRole, type Task, type TrainingSet } from '@mimmx/core';
import { groupsOf } from '@mimmx/data';
import type { ModelCard } from './card.ts';

const refuse = (): never => {
  throw new MimmxError(
    'E_MODEL',
    'A loaded model has no training data, so it cannot be trained further. Continue its run with mimmx train --resume.',
  );
};

/**
 * Sets of the sizes that a training had, with nothing in them: enough to make its method again, which asks for its
 * sources when it is made, and to read with it.
 */
export function hollowData(task: Task, sets: ModelCard['sets']): MethodData {
  const set = (role: SetRole | 'heldOut', samples = 0): TrainingSet => ({
    name: role,
    rows: new Int32Array(samples),
    y: new Int32Array(samples),
    z: task.z.map(({ kind }) =>
      kind === 'categorical' ? new Int32Array(samples) : new Float32Array(samples),
    ),
    group: new Int32Array(samples),
    groups: groupsOf(task),
  });
  return {
    set: (role) => set(role, sets[role]),
    holdOut(fraction) {
      const { train = 0 } = sets;
      const held = Math.round(fraction * train);
      return { train: set('train', train - held), heldOut: set('heldOut', held) };
    },
    batches: (_, draw, { batchSize = 1 } = {}) => ({
      batchSize,
      sampling: typeof draw === 'string' ? draw : 'weighted',
      next: async () => refuse(),
      reweigh: refuse,
    }),
    // biome-ignore lint/correctness/useYield: there is nothing to hand out.
    async *pass() {
      refuse();
    },
  };
}
