/**
 * Reads what nobody made for us, for a time: records, checkpoints, configs, arrays and tables of strangers, and damaged
 * images and tables.
 *
 *     npm run fuzz -- --minutes 2            # what belongs to every merge
 *     npm run fuzz -- --minutes 60 --seed 7
 *     npm run fuzz -- --count 500000 --seed 7               # so many records, and as many images and tables
 *     npm run fuzz -- --only "config" --seed 7 --from 1234 --minutes 0.1    # one of them again
 *
 * An input is found again by its seed and number. The status is 1 if one of them broke a bound: an error that is no
 * user's, more than 2 s of processor time, or more than 1 GB.
 */
import { parseArgs } from 'node:util';
import { readMutants } from './mutants.ts';
import { readRecords } from './records/run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    count: { type: 'string' },
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
const count = values.count === undefined ? Number.POSITIVE_INFINITY : Number(values.count);
const both = values.only === undefined;
const began = Date.now();
const seconds = () => Math.round((Date.now() - began) / 1000);
/** Half of the time for each, unless so many are asked for. */
const budget = values.count === undefined ? minutes * (both ? 30_000 : 60_000) : Number.POSITIVE_INFINITY;

interface Told {
  readonly done: number;
  readonly refused: number;
  readonly peak: number;
  readonly findings: readonly { readonly input: number; readonly target: string; readonly what: string }[];
}

type Finding = Told['findings'][number];
const finding =
  (kind: string) =>
  ({ input, target, what }: Finding): void =>
    console.log(`${kind}, input ${input} (${target}): ${what}`);

function tell(long: string, { done, refused, peak, findings }: Told): void {
  console.log(
    `${done} ${long} (seed ${seed}, from ${from}): ${done - refused} read, ${refused} refused, ` +
      `${findings.length} findings; at most ${Math.round(peak)} MB; ${seconds()} s`,
  );
  if (findings.length > 0) process.exitCode = 1;
}

tell(
  'mutants of records, checkpoints, configs, arrays and tables',
  await readRecords({ seed, from, budget, count, only: values.only ?? null, onFinding: finding('records') }),
);
if (both)
  tell(
    'damaged images and tables',
    await readMutants({ seed, from, budget, count, onFinding: finding('readers') }),
  );
