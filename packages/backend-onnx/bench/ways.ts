import { parseArgs } from 'node:util';
import { configure } from '@mimmx/backend-onnx';
import * as tf from '@mimmx/core/tf';
import { cases } from './cases/index.ts';
import { runnerOf } from './cases/runner.ts';

/**
 * What blocks of channels, Winograd's products and several steps in one call save: every case the plain way and with one
 * after the other, in turn in one process. Processor time, which other work on the machine changes least.
 *
 *     npm run bench:ways -- [--case erm,cnn2d] [--threads 1] [--rounds 12] [--series 8]
 */
const { values } = parseArgs({
  options: {
    case: { type: 'string', default: Object.keys(cases).join() },
    threads: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '12' },
    series: { type: 'string', default: '8' },
  },
});
const threads = Number(values.threads);
const many = Number(values.series);
configure({ threads });
await tf.setBackend('onnx');

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] as number;

const cell = (n: number, width: number) => n.toFixed(2).padStart(width);

console.log(
  'case        threads   plain ms  blocks ms  winograd ms  several ms   plain / several   blocks / winograd',
);
for (const name of values.case.split(',')) {
  const make = cases[name];
  if (!make) throw new Error(`Unknown case "${name}"; one of ${Object.keys(cases).join(', ')}.`);
  const way = async (blocked: boolean, winograd: boolean, count: number) => {
    configure({ threads, blocked, winograd });
    const runner = runnerOf(make());
    const once = async () => {
      const cpu = process.cpuUsage();
      await runner.run(count);
      const { user, system } = process.cpuUsage(cpu);
      return (user + system) / 1000 / count;
    };
    for (let i = 0; i < 2; i++) await once();
    return { once, times: [] as number[] };
  };
  const ways = [
    await way(false, false, 1),
    await way(true, false, 1),
    await way(true, true, 1),
    await way(true, true, many),
  ];
  for (let round = 0; round < Number(values.rounds); round++)
    for (const { once, times } of ways) times.push(await once());
  const [plain, blocks, winograd, several] = ways.map(({ times }) => median(times)) as [
    number,
    number,
    number,
    number,
  ];
  console.log(
    `${name.padEnd(12)}${values.threads.padStart(7)}${cell(plain, 11)}${cell(blocks, 11)}${cell(winograd, 13)}${cell(several, 12)}${cell(plain / several, 18)}${cell(blocks / winograd, 20)}`,
  );
}
