import type { Ending, LoggedLine, LoggedTraining, Logger, LoggerDefinition } from '../logging/logger.ts';
import { LOGGER_CONTRACT } from '../logging/logger.ts';

/** One check, for any test runner. */
export interface Check {
  readonly name: string;
  run(): void | Promise<void>;
}

/** What a logger is tried with. */
export interface LoggerChecksOptions {
  /** A logger as a run would make it, in a new place each time. */
  readonly make: () => Logger | Promise<Logger>;
}

function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

const training = (more: Partial<LoggedTraining> = {}): LoggedTraining => ({
  id: '0123456789abcdef'.repeat(2),
  method: 'mimm-x, λ = 2 / "x"',
  seed: 0,
  tags: { method: 'mimm-x, λ = 2 / "x"', seed: 0, strength: 0.9 },
  step: 0,
  updates: 40,
  settings: { method: { name: 'mimm-x', options: { lambda: 2, layers: [8, 4], note: null } } },
  ...more,
});

const lineAt = (
  step: number,
  values: LoggedLine['values'],
  kind: LoggedLine['kind'] = 'train',
): LoggedLine => ({
  step,
  kind,
  values,
  time: new Date(Date.UTC(2026, 0, 2, 3, 4, step % 60)),
});

const finished: Ending = {
  kind: 'finished',
  rows: [
    { set: 'balanced', measure: 'accuracy', value: 0.8, low: 0.7, high: 0.9, count: 100 },
    { set: 'balanced', measure: 'auroc', value: null, low: null, high: null, count: 100, note: 'one class' },
  ],
};

/**
 * Conformance of a logger: it takes what trainings log, in whatever order trainings come and go, and closes.
 *
 * @example
 * for (const check of loggerChecks(csv, { make: () => csv.create({ run: { name: 'a', path: folder() } }, {}) })) test(check.name, check.run);
 */
export function loggerChecks(
  definition: Pick<LoggerDefinition, 'name' | 'summary' | 'kind' | 'contract'>,
  { make }: LoggerChecksOptions,
): Check[] {
  const owner = `logger "${definition.name}"`;
  const check = (name: string, run: (logger: Logger) => Promise<void>): Check => ({
    name: `${owner} ${name}`,
    async run() {
      const logger = await make();
      await run(logger);
    },
  });
  return [
    {
      name: `${owner} is named in lower case, summed up in a sentence, and of this contract`,
      run() {
        demand(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(definition.name), `${owner}: name it like "my-logger".`);
        demand(definition.summary.length > 0, `${owner}: has no summary.`);
        demand(
          definition.kind === 'logger' && definition.contract === LOGGER_CONTRACT,
          `${owner}: contract ${definition.contract}, not ${LOGGER_CONTRACT}.`,
        );
      },
    },
    check('takes a training from its beginning to its end', async (logger) => {
      const own = training();
      await logger.begin?.(own);
      await logger.line(own, lineAt(1, { loss: 0.7, 'loss.y': 0.7, 'mi.a b': -0.01 }));
      await logger.line(own, lineAt(20, { 'probe.sex': 0.5 }, 'watch'));
      await logger.line(own, lineAt(40, { loss: 0.1 }));
      await logger.end?.(own, finished);
      await logger.close?.();
    }),
    check('takes values that are not finite, and numbers that were not there before', async (logger) => {
      const own = training();
      await logger.begin?.(own);
      await logger.line(
        own,
        lineAt(1, { loss: Number.NaN, a: Number.POSITIVE_INFINITY, b: Number.NEGATIVE_INFINITY }),
      );
      await logger.line(own, lineAt(2, { later: 1e-40, 'ä/ö "q", x\n': -0 }));
      await logger.line(own, lineAt(3, {}));
      await logger.end?.(own, { kind: 'failed', message: 'E_NAN_LOSS: loss became NaN' });
      await logger.close?.();
    }),
    check('takes several trainings at a time, and one that goes on', async (logger) => {
      const [one, two] = [training(), training({ id: 'f'.repeat(32), method: 'erm', seed: 1 })];
      await logger.begin?.(one);
      await logger.begin?.(two);
      await logger.line(two, lineAt(1, { loss: 2 }));
      await logger.line(one, lineAt(1, { loss: 1 }));
      await logger.end?.(one, { kind: 'stopped' });
      const again = training({ step: 1 });
      await logger.begin?.(again);
      await logger.line(again, lineAt(2, { loss: 0.5 }));
      await logger.end?.(again, finished);
      await logger.end?.(two, { kind: 'stopped' });
      await logger.close?.();
    }),
    check('closes though nothing was ever logged', async (logger) => {
      await logger.close?.();
    }),
  ];
}
