// npm run test:stranger: the way of somebody who has a folder of images, a table, Node, npm and one registry.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from './process.mjs';
import { pack } from './registry/pack.mjs';
import { grey } from './registry/png.mjs';
import { startRegistry, upstream } from './registry/server.mjs';
import { callLine, strangersEnvironment } from './registry/stranger.mjs';
import { setUp } from './set-up.mjs';

const MINUTES = 10;

/** Runs the exported model as a program of the stranger's own, with the preparation that its JSON tells. */
const USE = `
import { readFileSync } from 'node:fs';
import { createRegistry } from '@mimmx/core';
import { plugin } from '@mimmx/datasets-cxr';
import * as ort from 'onnxruntime-node';

const { input, preparation } = JSON.parse(readFileSync('exported/erm.json', 'utf8'));
const { dataset: name, options } = preparation;
const data = await createRegistry().use(plugin).create('dataset', name, { root: '.', seed: 0 }, options);
const session = await ort.InferenceSession.create('exported/erm.onnx');
const lines = readFileSync('new.csv', 'utf8').trim().split(/\\r?\\n/).slice(1).map((line) => line.split(','));
let worst = 0;
for (const fields of lines) {
  const row = data.table.ids.findIndex((id) => fields[0].endsWith(id));
  const pixels = await data.image(row);
  const found = await session.run({ [input.name]: new ort.Tensor('float32', pixels, [1, ...input.shape.slice(1)]) });
  const told = fields.slice(-2).map(Number);
  found.probabilities.data.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - told[i]));
  });
}
await data.close?.();
if (lines.length !== 2 || !(worst < 1e-4)) throw new Error('ONNX Runtime differs from predict by ' + worst);
console.log('ONNX Runtime agrees with mimmx predict to ' + worst.toExponential(1));
`;

/** 200 images of 32 × 32: a bright disc in the sick, a bar where the marker is "L". Two of each patient. */
function writeHospital(folder, { table, images, classes, sexes, count, from }) {
  mkdirSync(join(folder, images), { recursive: true });
  const lines = ['image,patient,finding,sex,age'];
  for (let i = 0; i < count; i++) {
    const patient = from + (i >> 1);
    const [sick, male] = [patient % 2, (patient >> 1) % 2];
    const pixels = Uint8Array.from({ length: 32 * 32 }, (_, at) => {
      const [row, column] = [at >> 5, at & 31];
      const noise = 20 * Math.abs(Math.sin((at + 1) * (i + 3) * 12.9898));
      const disc = (row - 18) ** 2 + (column - 18) ** 2 < 49 ? 120 * sick : 0;
      return 40 + noise + disc + (row < 5 && column < 8 ? 100 * male : 0);
    });
    writeFileSync(join(folder, images, `${from}-${i}.png`), grey(pixels, 32, 32));
    lines.push(`${from}-${i}.png,p${patient},${classes[sick]},${sexes[male]},${40 + (patient % 37)}`);
  }
  writeFileSync(join(folder, table), `${lines.join('\n')}\n`);
}

const began = performance.now();
const minutes = () => ((performance.now() - began) / 60_000).toFixed(1);

const status = await setUp();
if (status !== 0) process.exit(status);
const uplink = await upstream();
if (!uplink) {
  say('Skipped: no npm registry answers, and the packages’ dependencies come from one.');
  process.exit(0);
}
const folder = mkdtempSync(join(tmpdir(), 'mimmx-stranger-'));
process.on('exit', () => existsSync(folder) && rmSync(folder, { recursive: true, force: true }));
const packed = await pack();
const registry = await startRegistry(uplink);
const env = strangersEnvironment(folder, registry.url);
const project = join(folder, 'my lungs');
mkdirSync(project);

/** One line that the stranger types; what it must print. */
async function step(line, expected = /./) {
  const { status, stdout, stderr, seconds } = await callLine(line, { cwd: project, env });
  const text = stdout + stderr;
  if (status !== 0 || !expected.test(text))
    throw new Error(
      `${line}\n${text.split('\n').slice(-25).join('\n')}\nstatus ${status}, expected ${expected}`,
    );
  say(`${line}  (${seconds.toFixed(0)} s)`);
  return stdout;
}

try {
  await registry.publish(packed.map(({ tarball }) => tarball));
  say(`Published ${packed.length} packages (${minutes()} min); from here on, the stranger`);
  const walk = performance.now();
  writeHospital(project, {
    table: 'labels.csv',
    images: 'images',
    classes: ['no', 'yes'],
    sexes: ['F', 'M'],
    count: 200,
    from: 0,
  });
  await step(
    'npm create mimmx -- --y finding --z sex --size 32',
    /Wrote .*mimmx\.config\.ts: .*erm.*takes about/s,
  );
  await step('npx mimmx data check', /Images by cell|cells/i);
  await step(
    'npx mimmx train --out runs/first --set training.updates=80 --methods erm,group-balanced',
    /Report:/,
  );
  const report = readFileSync(join(project, 'runs/first/report.html'), 'utf8');
  if (!report.includes('group-balanced')) throw new Error('The report does not name its methods');
  await step('npx mimmx report runs/first', /group-balanced/);
  await step('npx mimmx predict runs/first images/0-0.png images/0-2.png --method erm --out new.csv');
  const predicted = readFileSync(join(project, 'new.csv'), 'utf8').trim().split(/\r?\n/);
  if (predicted.length !== 3) throw new Error(`new.csv has ${predicted.length} lines, not 3`);

  writeHospital(project, {
    table: 'b.csv',
    images: 'b',
    classes: ['healthy', 'ill'],
    sexes: ['F', 'M'],
    count: 60,
    from: 1000,
  });
  writeFileSync(
    join(project, 'b.config.json'),
    JSON.stringify({
      name: 'b',
      plugins: ['datasets-cxr'],
      dataset: {
        name: 'xray-folder',
        options: { table: 'b.csv', images: 'b', path: 'image', image: { size: 32 } },
      },
      data: { task: { y: { column: 'finding' }, z: [{ column: 'sex' }] } },
    }),
  );
  const unnamed = await callLine('npx mimmx evaluate runs/first --data b.config.json', { cwd: project, env });
  if (unnamed.status === 0) throw new Error('Classes of other names were taken without a mapping');
  say(`without a mapping: ${unnamed.stderr.trim().split('\n').at(-1)}`);
  const map = '--map "finding: healthy=no" --map "finding: ill=yes"';
  const judged = await step(`npx mimmx evaluate runs/first --data b.config.json ${map} --json`);
  const accuracy =
    /"accuracy":\s*([\d.]+)/.exec(judged)?.[1] ??
    /"measure":\s*"accuracy"[^}]*?"value":\s*([\d.]+)/.exec(judged)?.[1];
  if (!(Number(accuracy) > 0.8))
    throw new Error(`The other hospital is read with an accuracy of ${accuracy}`);
  if (!existsSync(join(project, 'runs/first/external/b')))
    throw new Error('The results are not kept beside the run');

  await step('npx mimmx export runs/first --to onnx --method erm --out exported');
  await step('npm install onnxruntime-node@1.30.0 --ignore-scripts');
  writeFileSync(join(project, 'use.mjs'), USE);
  await step('node use.mjs', /agrees/);
  const took = (performance.now() - walk) / 60_000;
  say(`The stranger is through after ${took.toFixed(1)} min (${minutes()} with building)`);
  if (took > MINUTES) throw new Error(`It took more than ${MINUTES} minutes`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  registry.stop();
}
process.exit();
