import { isMimmxError } from '@mimmx/core';
import { createDataPool, type Forecast, forecast, resolveConfig, trialsOf } from '@mimmx/experiment';
import { setUpBackend } from '../run/engine.ts';
import { commandRegistry } from '../run/registry.ts';
import { configOf, type Plan } from './write-config.ts';

/** Seconds that a first training may take, all methods together. */
const BUDGET = 300;
const FEWEST = 60;
const MOST = 2000;

/** A plan that this machine can do, and how long it takes. */
export interface FittedPlan {
  readonly plan: Plan;
  readonly seconds: number;
  readonly forecasts: readonly Forecast[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/**
 * Opens the data and measures two updates of every method: the budget of updates follows, and what the data do not
 * allow is left out.
 *
 * @param folder of the config
 * @throws what data and plugins throw for any plan
 */
export async function fitToMachine(plan: Plan, folder: string): Promise<FittedPlan> {
  const registry = await commandRegistry([plan.plugin], folder, {
    source: 'The config',
    allowed: [plan.plugin],
  });
  const { backend } = await setUpBackend(registry);
  const data = createDataPool(registry, folder);
  const notes: string[] = [];
  let fitted = plan;
  const leaveOut = (error: unknown, without: Partial<Plan>, what: string) => {
    if (!isMimmxError(error)) throw error;
    notes.push(`${what}: ${error.message}`);
    fitted = { ...fitted, ...without };
  };
  try {
    await data.open(trialsOf(resolveConfig(configOf(fitted)))[0]!).catch((error: unknown) => {
      if (!fitted.shifts.includes('balanced')) throw error;
      leaveOut(error, { shifts: ['natural'] }, 'No balanced test set');
      return data.open(trialsOf(resolveConfig(configOf(fitted)))[0]!);
    });
    const forecasts: Forecast[] = [];
    for (const name of plan.methods) {
      const trial = trialsOf(resolveConfig(configOf({ ...fitted, methods: [name] })))[0]!;
      await forecast(trial, { registry, backend, data, memory: () => process.memoryUsage.rss() })
        .then((one) => forecasts.push(one))
        .catch((error: unknown) => {
          if (name === 'erm') throw error;
          leaveOut(error, { methods: fitted.methods.filter((other) => other !== name) }, `Without ${name}`);
        });
    }
    const update = forecasts.reduce((sum, one) => sum + one.updateSeconds, 0);
    const start = forecasts.reduce((sum, one) => sum + one.startSeconds, 0);
    const updates = Math.round(Math.min(MOST, Math.max(FEWEST, BUDGET / update)) / 20) * 20;
    return {
      plan: { ...fitted, training: { ...fitted.training, updates } },
      seconds: start + updates * update,
      forecasts,
      notes,
    };
  } finally {
    await data.close();
  }
}
