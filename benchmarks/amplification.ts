/**
 * Does counterfactual fine-tuning amplify what nobody intervened on? Ambiguous digits (thickness, intensity and slant
 * that can be read with an AUC of .75, .85 and .95 at best), an image model whose parents shift every stage and one whose
 * parents move its latent variables, each tuned with hard and other targets, judged by the predictor that tuned it and by
 * three others.
 *
 *   npm run bench:amplification -- [--quick] [--seeds 5] [--conditionings shift,latent] [--tunings none,hard,soft,matched]
 *     [--pixel-noise 0.1] [--set options.json] [--threads 2] [--write]
 *
 * Every training is a trial of the store in .cache/benchmarks, so that a stopped benchmark goes on where it was, and
 * another seed or tuning costs itself only. Results are written after every seed.
 */
import { writeFileSync } from 'node:fs';
import { studySchema } from '@mimmx/counterfactual';
import { AMBIGUOUS_ROWS, ambiguousOptions, openAmbiguous, tuningUpdates } from './ambiguous.ts';
import { amplificationTables, type JudgedRow, mergedTables } from './amplification-tables.ts';
import { argument } from './arguments.ts';
import { CONDITIONINGS } from './conditionings.ts';

const quick = process.argv.includes('--quick');
const seeds = Number(argument('--seeds') ?? (quick ? 1 : 5));
const first = Number(argument('--first-seed') ?? 0);
const tunings = (argument('--tunings') ?? 'none,hard,soft,matched').split(',');
const conditionings = (argument('--conditionings') ?? (quick ? 'shift' : 'shift,latent')).split(',');
const began = performance.now();
const say = (text: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}`);
const open = await openAmbiguous(say);

const judged: JudgedRow[] = [];
for (let seed = first; seed < first + seeds; seed++) {
  for (const conditioning of conditionings) {
    const tags = `seed ${seed}, ${conditioning}`;
    const { study } = await open(seed, conditioning, seeds);
    const bound = study.model.result.rows.find(({ measure }) => measure === 'nelbo');
    say(`${tags}: ${bound!.value!.toFixed(3)} nats per pixel`);
    for (const name of tunings) {
      const { result } = await study.tune(name);
      for (const row of result.rows) judged.push({ ...row, conditioning, tuning: name, seed });
      for (const note of result.notes) say(`${tags}, ${name}: ${note}`);
      say(`${tags}: ${name} judged (${result.timing.trainingSeconds.toFixed(0)} s of training)`);
    }
  }
  write();
}

function write() {
  const tables = conditionings.map((conditioning) =>
    amplificationTables(
      judged.filter((row) => row.conditioning === conditioning),
      tunings,
      studySchema.parse(ambiguousOptions(conditioning, seeds)),
      {
        data: 'ambiguous digits',
        apart: CONDITIONINGS[conditioning] ?? conditioning,
        repeated: 'seed',
        sizes: `${AMBIGUOUS_ROWS.train} training and ${AMBIGUOUS_ROWS.test} test digits a seed; tunings of ${tuningUpdates(conditioning)} updates`,
        barred: true,
        command: `npm run bench:amplification -- ${process.argv.slice(2).join(' ')}`,
      },
    ),
  );
  const markdown = tables.map((one) => one.markdown).join('\n');
  console.log(`\n${markdown}`);
  if (!process.argv.includes('--write')) return;
  const results = new URL('./results/', import.meta.url);
  const name = quick ? 'amplification-quick' : 'amplification';
  const json = mergedTables(tables, conditionings);
  writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(json, null, 1)}\n`);
  writeFileSync(new URL(`${name}.md`, results), markdown);
}
