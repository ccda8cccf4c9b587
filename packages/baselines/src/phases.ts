import type { Method, Metrics } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** A part of a training. */
export interface Phase {
  /** Encoder updates of the run's budget that it takes. */
  readonly updates: number;
  /** Once, before its first update; leaves whatever it found in variables. */
  begin?(): Promise<void>;
  /** Before the first update of it that this process makes: puts what lies in variables to use. */
  enter?(): Promise<void>;
  update(): Promise<Metrics>;
  /** Once, after its last update. */
  end?(): Promise<void>;
}

/** Phases one after the other, whose place is a variable. */
export interface Phases {
  /** Updates done, to be saved with the checkpoint. */
  readonly clock: tf.Variable;
  update(): Promise<Metrics>;
}

/** Runs phases in turn. A training that goes on after the last one stays in it. */
export function createPhases(phases: readonly Phase[]): Phases {
  const clock = tf.tidy(() => tf.variable(tf.scalar(0), false));
  const starts = phases.map((_, i) => phases.slice(0, i).reduce((sum, { updates }) => sum + updates, 0));
  let entered = -1;
  return {
    clock,
    async update() {
      const [done = 0] = await clock.data();
      const place = starts.findLastIndex((start, i) => done >= start && (phases[i]!.updates > 0 || i === 0));
      const phase = phases[place]!;
      if (done === starts[place]) await phase.begin?.();
      if (entered !== place) await phase.enter?.();
      entered = place;
      const metrics = await phase.update();
      if (done + 1 === starts[place]! + phase.updates) await phase.end?.();
      tf.tidy(() => clock.assign(tf.scalar(done + 1)));
      return { ...metrics, phase: place + 1 };
    },
  };
}

/** Variables of a part, under a name of their own. */
export const named = (prefix: string, variables: Method['variables']): Method['variables'] =>
  Object.fromEntries(Object.entries(variables).map(([name, variable]) => [`${prefix}.${name}`, variable]));

/** A method that also frees what it holds besides its variables. */
export const holding = (method: Method, ...held: { dispose(): void }[]): Method => ({
  ...method,
  dispose() {
    // First: a network frees its variables itself, and a method frees those that are left.
    for (const one of held) one.dispose();
    method.dispose();
  },
});
