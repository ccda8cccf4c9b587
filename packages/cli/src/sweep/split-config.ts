import { validate } from '@mimmx/core';
import { type SweepConfig, sweepSchema } from '@mimmx/experiment';
import { z } from 'zod';

/** Where a sweep runs: a runner by name, with its options. */
export interface Engine {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

const engineSchema = z.strictObject({
  engine: z
    .union([
      z.string().transform((name) => ({ name, options: {} as Record<string, unknown> })),
      z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).default({}) }),
    ])
    .default({ name: 'local', options: {} }),
});

/** What a config says of sweeps, besides the training itself. */
export interface SweepParts {
  /** Config without them, as the user wrote it. */
  readonly config: Record<string, unknown>;
  readonly sweep: SweepConfig;
  readonly engine: Engine;
  /** Whether it has a `sweep` at all. */
  readonly asksForSweep: boolean;
}

/** Takes `sweep` and `engine` out of a config. @throws E_OPTION with a suggestion */
export function splitConfig(given: Record<string, unknown>): SweepParts {
  const { sweep, engine, ...config } = given;
  return {
    config,
    sweep: validate(sweepSchema, sweep ?? {}, 'Config, sweep'),
    engine: validate(engineSchema, engine === undefined ? {} : { engine }, 'Config').engine,
    asksForSweep: sweep !== undefined,
  };
}

/** `local` is what people call the processes of their machine. */
export const runnerName = (engine: string): string => (engine === 'local' ? 'processes' : engine);
