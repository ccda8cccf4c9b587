export { type GuardedLogger, type GuardSetting, guardLogger } from './guard.ts';
export { loggedStore } from './logged-store.ts';
export {
  defineLogger,
  type Ending,
  LOGGER_CONTRACT,
  type LoggedLine,
  type LoggedTraining,
  type Logger,
  type LoggerContext,
  type LoggerDefinition,
  type LoggerOptions,
  loggerKind,
} from './logger.ts';
export { experimentPlugin } from './plugin.ts';
