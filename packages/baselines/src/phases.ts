import type { Method, Metrics, Update } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** A part of a training. */
export interface Phase {
  /** Encoder updates of the run's budget that it takes. */
  readonly updates: number;
  /** Once, before its first update; leaves whatever it found in variables. */
  begin?(): Promise<void>;
  /** Before the first update of it that this process makes: puts what lies in variables to use. */
  enter?(): Promise<void>;
  readonly update: Update;
  /** Once, after its last update. */
  end?(): Promise<void>;
}

/** Phases one after the other, whose place is a variable. */
export interface Phases {
  /** Updates done, to be saved with the checkpoint. */
  readonly clock: tf.Variable;
  readonly update: Update;
}

/** Runs phases in turn. A training that goes on after the last one stays in it. */
export function createPhases(phases: readonly Phase[]): Phases {
  const clock = tf.tidy(() => tf.variable(tf.scalar(0), false));
  const starts = phases.map((_, i) => phases.slice(0, i).reduce((sum, { updates }) => sum + updates, 0));
  let entered = -1;
  /** Updates of one phase: as many as it has left and can make in one go, `most` at most. */
  const go = async (most: number): Promise<readonly Metrics[]> => {
    const [done = 0] = await clock.data();
    const place = starts.findLastIndex((start, i) => done >= start && (phases[i]!.updates > 0 || i === 0));
    const phase = phases[place]!;
    const end = starts[place]! + phase.updates;
    if (done === starts[place]) await phase.begin?.();
    if (entered !== place) await phase.enter?.();
    entered = place;
    const { series } = phase.update;
    // A training that goes on after its last phase has no end.
    const count = done < end ? Math.min(most, end - done) : most;
    const list = series && count > 1 ? await series(count) : [await phase.update()];
    if (done + list.length === end) await phase.end?.();
    tf.tidy(() => clock.assign(tf.scalar(done + list.length)));
    return list.map((metrics) => ({ ...metrics, phase: place + 1 }));
  };
  const update: Update = async () => (await go(1))[0]!;
  if (!phases.some((phase) => phase.update.series)) return { clock, update };
  const series = async (count: number) => {
    const list: Metrics[] = [];
    while (list.length < count) list.push(...(await go(count - list.length)));
    return list;
  };
  return { clock, update: Object.assign(update, { series }) };
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
