/**
 * What tuning with hard and with soft targets does to attributes that nobody intervened on, on real chest films: the
 * config of examples/chest-xray, five folds by patient, with parents that shift every stage of the image model and with
 * parents that move its latent variables.
 *
 *   npm run bench:films -- --data FOLDER [--folds 5] [--conditionings shift,latent] [--threads 1] [--write]
 *
 * FOLDER holds `nih1000` (examples/chest-xray/README.md). Each fold is a folder of .cache/benchmarks/films, as
 * `mimmx generator` writes it, so that a stopped benchmark goes on where it was.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStudy, resolveGenerator, studyOf, tablesOf } from '@mimmx/counterfactual';
import { createDataPool } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { amplificationTables, type JudgedRow, meanAndHalf, mergedTables } from './amplification-tables.ts';
import { argument } from './arguments.ts';
import { CONDITIONINGS } from './conditionings.ts';
import { registry } from './registry.ts';

const folder = argument('--data');
if (!folder) throw new Error('Name the folder that holds nih1000: --data FOLDER.');
Object.assign(process.env, { MIMMX_TEST_DATA: folder });
const { default: example } = await import('../examples/chest-xray/nih-counterfactual.config.ts');
const folds = Number(argument('--folds') ?? 5);
const threads = Number(argument('--threads') ?? 1);
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads });
await backend.setup();

const conditionings = (argument('--conditionings') ?? 'shift,latent').split(',');
const modelOf = (conditioning: string) => ({
  name: 'vae',
  options: { ...(example.model?.options ?? {}), conditioning },
});

const all: JudgedRow[] = [];
const names = ['none', ...Object.keys(example.tunings ?? {})];
let images = 0;
for (let fold = 0; fold < folds; fold++) {
  const given = { ...example, data: { ...example.data, split: { folds, fold, seed: 1 } } };
  const config = resolveGenerator(given);
  const pool = createDataPool(registry, process.cwd());
  const opened = await pool.open({ dataset: config.dataset, data: config.data, seed: config.seed });
  const tables = await tablesOf(opened, config);
  images += tables.test.attributes.sex!.length;
  for (const conditioning of conditionings) {
    const tags = `fold ${fold}, ${conditioning}`;
    const own = studyOf(resolveGenerator({ ...given, model: modelOf(conditioning) }));
    const study = await openStudy(tables, own, {
      store: folderTrials(join(import.meta.dirname, '..', '.cache', 'benchmarks', 'films-2', `fold-${fold}`)),
      backend,
      onUpdate: ({ tags: { method } }, step) =>
        step % 100 === 0 && console.error(`${tags}: ${method} ${step}`),
    });
    for (const name of names) {
      const { result } = await study.tune(name);
      for (const row of result.rows) all.push({ ...row, conditioning, tuning: name, seed: fold });
      for (const note of result.notes) console.error(`${tags}, ${name}: ${note}`);
    }
  }
  await pool.close();
}
/** Off-target amplification of an attribute in one fold: mean over predictors and interventions on the others. */
const amplified = (judged: readonly JudgedRow[], factor: string, tuning: string, fold: number): number => {
  const own = judged.filter(
    (row) =>
      row.seed === fold &&
      row.tuning === tuning &&
      row.factor === factor &&
      row.measure === 'amplification' &&
      row.group === 'off-target',
  );
  return own.reduce((sum, { value }) => sum + value!, 0) / own.length;
};
/** Mean over folds with its 95 % interval. */
const overFolds = (of: (fold: number) => number): string => {
  const { value, half } = meanAndHalf(Array.from({ length: folds }, (_, fold) => of(fold)));
  return `${value.toFixed(1)} (${(value - half).toFixed(1)} to ${(value + half).toFixed(1)})`;
};
const factors = ['abnormal', 'sex', 'view'];
const rows = (of: readonly string[], cell: (tuning: string, factor: string, fold: number) => number) =>
  of
    .map(
      (tuning) =>
        `| ${tuning} | ${factors.map((factor) => overFolds((fold) => cell(tuning, factor, fold))).join(' | ')} |`,
    )
    .join('\n');
const head = `| tuning | ${factors.join(' | ')} |\n|---|${factors.map(() => '---').join('|')}|`;
const sectionOf = (conditioning: string) => {
  const judged = all.filter((row) => row.conditioning === conditioning);
  const { json, markdown } = amplificationTables(
    judged,
    names,
    studyOf(resolveGenerator({ ...example, model: modelOf(conditioning) })),
    {
      data: 'chest films',
      apart: CONDITIONINGS[conditioning] ?? conditioning,
      repeated: 'fold',
      sizes: `${images} films of NIH ChestX-ray14 at 64 × 64, each in the test of one fold of ${folds} by patient`,
      barred: false,
      command: 'npm run bench:films -- --data FOLDER --write',
    },
  );
  const page = `${markdown}
By attribute, off target, mean over the four predictors and the two interventions on the others (95 % interval over folds):

${head}
${rows(names, (tuning, factor, fold) => amplified(judged, factor, tuning, fold))}

What a tuning adds to the model as it was, fold by fold:

${head}
${rows(names.slice(1), (tuning, factor, fold) => amplified(judged, factor, tuning, fold) - amplified(judged, factor, 'none', fold))}
`;
  return { json, page };
};
const sections = conditionings.map(sectionOf);
const page = sections.map((one) => one.page).join('\n');
console.log(page);
if (process.argv.includes('--write')) {
  const results = new URL('./results/', import.meta.url);
  const json = mergedTables(sections, conditionings);
  writeFileSync(new URL('films.json', results), `${JSON.stringify(json, null, 1)}\n`);
  writeFileSync(new URL('films.md', results), page);
}
process.exit();
