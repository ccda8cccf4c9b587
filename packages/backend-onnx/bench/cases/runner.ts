import { type CompileOptions, compile, endProfiling } from '@mimmx/backend-onnx';
import type { Method } from '@mimmx/core';
import type { Case } from './case.ts';

/** A case that was made, ready to be run. */
export interface Runner {
  /** So many updates, in one call if there are several; gives the last one's loss. */
  run(count?: number): Promise<number>;
  /** The method of a case that is one. */
  readonly method: Method | null;
  /** Completes the files of a profile. */
  endProfiling(): Promise<void>;
}

/** Compiles a case with the settings of now. */
export const runnerOf = (made: Case, options: CompileOptions = {}): Runner =>
  'step' in made ? ofStep(made, options) : ofMethod(made, options);

const ofStep = ({ step, inputs }: Extract<Case, { step: unknown }>, options: CompileOptions): Runner => {
  const compiled = compile(step, options);
  return {
    method: null,
    async run(count = 1) {
      const calls = Array.from({ length: count }, () => inputs);
      const results = count > 1 ? await compiled.series?.(calls) : [await compiled(...inputs)];
      let loss = Number.NaN;
      for (const result of results ?? []) {
        loss = (await result.data())[0] as number;
        result.dispose();
      }
      return loss;
    },
    endProfiling: () => endProfiling(compiled),
  };
};

const ofMethod = ({ method: make }: Extract<Case, { method: unknown }>, options: CompileOptions): Runner => {
  const steps: object[] = [];
  const method = make((fn) => {
    const compiled = compile(fn, options);
    steps.push(compiled);
    return compiled;
  });
  const { update } = method;
  return {
    method,
    async run(count = 1) {
      const metrics = count > 1 ? (await update.series?.(count))?.at(-1) : await update();
      return metrics?.['loss.y'] ?? Number.NaN;
    },
    async endProfiling() {
      for (const step of steps) await endProfiling(step);
    },
  };
};
