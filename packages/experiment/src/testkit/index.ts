export { type Check, type LoggerChecksOptions, loggerChecks } from './logger.ts';
