#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { isMimmxError } from '@mimmx/core/errors';
import { run } from './serve/command.ts';

try {
  await run(process.argv.slice(2), fileURLToPath(new URL('./demo', import.meta.url)), (text) => {
    process.stdout.write(text);
  });
} catch (error) {
  if (!isMimmxError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
