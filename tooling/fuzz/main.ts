/**
 * Reads what nobody made for us, for a time: records, checkpoints, configs, arrays and tables of strangers, and damaged
 * images and tables.
 *
 *     npm run fuzz -- --minutes 2            # what belongs to every merge
 *     npm run fuzz -- --minutes 60 --seed 7
 *     npm run fuzz -- --only "config" --seed 7 --from 1234 --minutes 0.1    # one of them again
 *
 * An input is found again by its seed and number. The status is 1 if one of them broke a bound: an error that is no
 * user's, more than 2 s of processor time, or more than 1 GB.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readRecords } from './records/run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
    from: { type: 'string', default: '0' },
    only: { type: 'string' },
  },
});
const [minutes, seed, from] = [values.minutes, values.seed, values.from].map(Number) as [
  number,
  number,
  number,
];
const readers = new URL('./mutants.ts', import.meta.url);
const both = values.only === undefined && existsSync(readers);
const began = Date.now();

const seconds = () => Math.round((Date.now() - began) / 1000);
const records = await readRecords({
  seed,
  from,
  budget: minutes * (both ? 30_000 : 60_000),
  only: values.only ?? null,
});
for (const { input, target, what } of records.findings)
  console.log(`records, input ${input} (${target}): ${what}`);
console.log(
  `${records.done} mutants of records, checkpoints, configs, arrays and tables (seed ${seed}, from ${from}): ${records.accepted} read, ${records.refused} refused, ${records.findings.length} findings; at most ${Math.round(records.peak)} MB; ${seconds()} s`,
);
if (records.findings.length > 0) process.exitCode = 1;

if (both) {
  const { readMutants } = (await import(readers.href)) as {
    readMutants: (options: { seed: number; count: number; from: number }) => Promise<{
      read: number;
      refused: number;
      peak: number;
      findings: { input: number; target: string; what: string }[];
    }>;
  };
  const STEP = 2000;
  const until = Date.now() + minutes * 30_000;
  let next = 0;
  let findings = 0;
  while (Date.now() < until) {
    const made = await readMutants({ seed, count: STEP, from: next });
    for (const { input, target, what } of made.findings)
      console.log(`readers, input ${input} (${target}): ${what}`);
    findings += made.findings.length;
    next += STEP;
  }
  console.log(`${next} damaged images and tables (seed ${seed}): ${findings} findings; ${seconds()} s`);
  if (findings > 0) process.exitCode = 1;
}
