import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodePng } from '@mimmx/data/files';
import { afterAll, expect, test } from 'vitest';
import { stepsOf, type Walked, walk } from '../../../../tooling/tutorials.ts';
import { writeFiles } from '../../../datasets-mri/test/fixtures/write-bids.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
// Below the package that has ONNX Runtime itself, which one of them uses.
const folder = path('../../../backend-onnx/.cache/tutorials');
rmSync(folder, { recursive: true, force: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Enough to go the whole way, and no more. */
const SHORT = [
  [
    /^npx mimmx train/,
    'npx mimmx train --jobs 1 --set training.updates=4 --set training.batchSize=16 --set evaluation.bootstrap=40',
  ],
  ['{ train: 2000, test: 1000 }', '{ train: 300, test: 200 }'],
] as const;

async function walkThrough(
  name: string,
  where = name,
): Promise<{ cwd: string; said: (line: string) => string }> {
  const cwd = join(folder, where);
  const steps = stepsOf(readFileSync(path(`../../../../docs/tutorials/${name}.md`), 'utf8'));
  const walked: readonly Walked[] = await walk(steps, cwd, SHORT);
  return { cwd, said: (start) => walked.find(({ line }) => line.includes(start))!.output };
}

/** Images of 32 × 32 with a disc in the sick and a bar in the men, two of each patient. */
function writeHospital(
  cwd: string,
  {
    table,
    images,
    classes,
    from,
  }: Record<'table' | 'images', string> & { classes: readonly string[]; from: number },
) {
  mkdirSync(join(cwd, images), { recursive: true });
  const lines = ['image,patient,finding,sex,age'];
  for (let i = 0; i < 120; i++) {
    const patient = from + (i >> 1);
    const [sick, male] = [patient % 2, (patient >> 1) % 2];
    const pixels = Uint8Array.from({ length: 1024 }, (_, at) => {
      const disc = ((at >> 5) - 18) ** 2 + ((at & 31) - 18) ** 2 < 49 ? 120 * sick : 0;
      return 40 + 20 * Math.abs(Math.sin((at + 1) * (i + 3))) + disc + (at >> 5 < 5 ? 60 * male : 0);
    });
    writeFileSync(join(cwd, images, `${from}-${i}.png`), encodePng(pixels, 32, 32));
    lines.push(`${from}-${i}.png,p${patient},${classes[sick]},${male ? 'M' : 'F'},${40 + (patient % 37)}`);
  }
  writeFileSync(join(cwd, table), `${lines.join('\n')}\n`);
}

test('digits: a first run', async () => {
  const { cwd, said } = await walkThrough('digits');
  expect(said('doctor')).toContain('onnx');
  expect(said('data check')).toMatch(/inverted/);
  expect(said('train --jobs 1')).toMatch(/Report: /);
  expect(said('report runs/strong')).toMatch(/AUROC/i);
  expect(existsSync(join(cwd, 'runs/first/report.html'))).toBe(true);
});

test('your chest X-rays', async () => {
  const cwd = join(folder, 'chest-x-rays');
  writeHospital(cwd, { table: 'labels.csv', images: 'images', classes: ['no', 'yes'], from: 0 });
  writeHospital(cwd, { table: 'b.csv', images: 'b', classes: ['healthy', 'ill'], from: 1000 });
  const steps = stepsOf(readFileSync(path('../../../../docs/tutorials/chest-x-rays.md'), 'utf8'));
  // The second table belongs to another hospital.
  const init = (line: string) => line.replace('mimmx init', 'mimmx init --table labels.csv --images images');
  const walked = await walk(
    steps.map((step) => ('line' in step ? { line: init(step.line) } : step)),
    cwd,
    SHORT,
  );
  expect(walked.find(({ line }) => line.includes('init'))!.output).toMatch(/Wrote .*takes about/s);
  expect(readFileSync(join(cwd, 'new.csv'), 'utf8').trim().split(/\r?\n/)).toHaveLength(3);
  expect(existsSync(join(cwd, 'cells.png'))).toBe(true);
  expect(existsSync(join(cwd, 'runs/first/external/b/summary.json'))).toBe(true);
});

test('your BIDS data', async () => {
  const people = ['participant_id\tdiagnosis\tsex\tage\tscanner'];
  const files: Record<string, string | { shape: readonly number[]; first?: number }> = {};
  for (let i = 0; i < 48; i++) {
    const facts = [i & 1 ? 'patient' : 'control', i & 2 ? 'M' : 'F', 40 + i, i & 4 ? 'Skyra' : 'Aera'];
    people.push([`sub-${i}`, ...facts].join('\t'));
    files[`study/sub-${i}/anat/sub-${i}_T1w.nii.gz`] = { shape: [16, 16, 10], first: 40 * (i & 1) };
  }
  files['study/participants.tsv'] = people.join('\n');
  files['study/dataset_description.json'] = '{ "Name": "study", "BIDSVersion": "1.8.0" }';
  writeFiles(join(folder, 'bids'), files);
  const { cwd, said } = await walkThrough('bids');
  expect(said('data check')).toMatch(/scanner/);
  expect(existsSync(join(cwd, 'runs/diagnosis/report.html'))).toBe(true);
});

test('your own method', async () => {
  const { cwd, said } = await walkThrough('own-method');
  expect(said('node --test')).toMatch(/fail 0/);
  expect(said('plugins smoothing')).toMatch(/Share that is spread/);
  const { plugins } = JSON.parse(readFileSync(join(cwd, 'runs/mine/config.json'), 'utf8'));
  expect(plugins).toEqual(['./mimmx.config.ts#mimmx-plugin-smoothing']);
});

test('from a run to the browser', async () => {
  // In the folder of the second tutorial.
  const { said } = await walkThrough('to-browser', 'chest-x-rays');
  expect(said('export')).toMatch(/erm\.onnx/);
  expect(said('mimmx-browser')).toMatch(/^http:\/\/127\.0\.0\.1:/m);
  expect(said('node use.mjs')).toMatch(/'probabilities'.*\[ 2, 2 \]/s);
});
