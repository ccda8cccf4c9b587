// A worker for tests: node queue-worker.ts URL COMMAND…, where the folder of the pieces comes last.

import { stopSignals } from '../../src/piece/index.ts';
import { runWorker } from '../../src/queue/index.ts';

const [redis = '', ...command] = process.argv.slice(2);
const { signal } = stopSignals();
await runWorker({
  redis,
  queue: 'mimmx',
  parallel: Number(process.env.PARALLEL ?? 2),
  lock: 3,
  env: process.env,
  start: async (folder) => ({ folder, cwd: folder, command: [...command, folder] }),
  signal,
  say: (line) => console.log(line),
}).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
process.exit();
