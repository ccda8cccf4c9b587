#!/usr/bin/env node
import module from 'node:module';
import { compileCacheFolder } from './compile-cache.ts';

// Halves the start-up, most of which is compiling TensorFlow.js. Node 20 does not have it.
const compiled = compileCacheFolder();
if (compiled !== null) module.enableCompileCache?.(compiled);

// Libraries look at NO_COLOR once, when they load: so it is settled before anything is imported.
if (process.env.NO_COLOR || !process.stdout.isTTY) process.env.NO_COLOR = '1';

// A reader that has seen enough (`mimmx plugins | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
