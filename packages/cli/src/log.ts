import { type ConsolaInstance, createConsola } from 'consola';

/** Messages for people. They go to stderr, so that stdout carries only what was asked for. */
export const log: ConsolaInstance = createConsola({
  level: 3,
  stdout: process.stderr,
  stderr: process.stderr,
  formatOptions: { date: false },
});
