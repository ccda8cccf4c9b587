import { createConsola } from 'consola';
import { harmless } from './print.ts';

const consola = createConsola({
  level: 3,
  stdout: process.stderr,
  stderr: process.stderr,
  formatOptions: { date: false },
});

/** Messages for people. They go to stderr, so that stdout carries only what was asked for. */
export const log = {
  info: (text: string): void => consola.info(harmless(text)),
  warn: (text: string): void => consola.warn(harmless(text)),
};
