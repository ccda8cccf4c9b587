// A program of pieces that cost nothing, for the kit: node piece-program.ts FOLDER [ID …]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pieceProcess, stopSignals } from '../src/piece/index.ts';

const [folder = '', ...ids] = process.argv.slice(2);
const { signal, release } = stopSignals();

process.exitCode = await pieceProcess(
  ids,
  async (id) => {
    const does = readFileSync(join(folder, 'pieces', id), 'utf8');
    const tries = readdirSync(join(folder, 'begun')).filter((name) => name.startsWith(`${id}-`)).length;
    writeFileSync(join(folder, 'begun', `${id}-${tries + 1}`), String(Date.now()));
    if (does === 'dies' && tries === 0) process.kill(process.pid, 'SIGKILL');
    const ending = does === 'failed' ? 'failed' : 'done';
    writeFileSync(join(folder, 'ended', id), ending);
    return { ending, ...(ending === 'failed' ? { message: `${id} fails, as it was told` } : {}) };
  },
  { signal, patience: 1 },
);
release();
