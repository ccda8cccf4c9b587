import { readFileSync } from 'node:fs';
import { pieceProcess, stopSignals } from '@mimmx/runners';
import { triedOf } from '@mimmx/runners/trials';
import { createBackend } from '../backend.ts';
import { type GeneratorPiece, trainGenerator } from './generator.ts';

// Trains, on one thread, what it is handed of the generators of the benchmark: node worker.ts FILE_OF_THE_TASK
const pieces = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as readonly GeneratorPiece[];
const backend = await createBackend();
const { signal, release } = stopSignals();
process.exitCode = await pieceProcess(
  [],
  async (id) => {
    try {
      await trainGenerator(pieces.find((piece) => piece.id === id)!, { backend, signal });
      return { ending: 'done' };
    } catch (error) {
      return triedOf(error);
    }
  },
  { signal, patience: 0 },
);
release();
