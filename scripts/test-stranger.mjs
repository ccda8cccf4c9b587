// npm run test:stranger: the way of somebody who has a folder of images, a table, Node, npm and one registry.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from './process.mjs';
import { chromiumPath, predictInPage } from './registry/chromium.mjs';
import { USE, writeHospital, writePlugin } from './registry/hospital.mjs';
import { pack } from './registry/pack.mjs';
import { startRegistry } from './registry/server.mjs';
import { callLine, startLine, strangersEnvironment } from './registry/stranger.mjs';
import { setUp } from './set-up.mjs';

const MINUTES = 10;
/** What the trained model is asked about, everywhere. */
const FILES = ['images/0-0.png', 'images/0-2.png'];

const began = performance.now();
const minutes = () => ((performance.now() - began) / 60_000).toFixed(1);

const status = await setUp();
if (status !== 0) process.exit(status);
const registry = await startRegistry();
const folder = mkdtempSync(join(tmpdir(), 'mimmx-stranger-'));
process.on('exit', () => existsSync(folder) && rmSync(folder, { recursive: true, force: true }));
const packed = await pack();
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

/** Serves the page as its README says, and has it read the files that "mimmx predict" read. */
async function inChromium(rows) {
  const chromium = chromiumPath();
  if (!chromium) {
    say('Skipped: no Chromium is installed (or named by MIMMX_CHROMIUM), so nothing looks at the page');
    return;
  }
  const line = 'npx --yes @mimmx/browser exported/erm.onnx';
  const served = await startLine(line, /(http:\S+) {2}\(Ctrl-C/, { cwd: project, env });
  try {
    const files = rows.map(([file]) =>
      join(
        project,
        FILES.find((path) => path.endsWith(file)),
      ),
    );
    const { said, wrong } = await predictInPage(chromium, served.match[1], files);
    if (wrong.length > 0) throw new Error(`The page: ${wrong.join('; ')}`);
    let worst = 0;
    for (const [i, { probabilities, shows }] of said.entries()) {
      const told = rows[i].slice(-2).map(Number);
      if (probabilities.length !== told.length || shows.length !== told.length)
        throw new Error(
          `The page shows ${shows.length} probabilities of ${files[i]}, and not ${told.length}`,
        );
      worst = told.reduce((most, p, c) => Math.max(most, Math.abs(probabilities[c] - p)), worst);
      // What is seen is rounded to a tenth of a percent.
      if (shows.some((p, c) => !(Math.abs(p - probabilities[c]) < 6e-4)))
        throw new Error(`The page shows ${shows} of ${files[i]}, and computes ${probabilities}`);
    }
    if (!(worst < 1e-4)) throw new Error(`The page in Chromium differs from predict by ${worst}`);
    say(`${line}: Chromium agrees with mimmx predict to ${worst.toExponential(1)}`);
  } finally {
    served.stop();
  }
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
  await step(`npx mimmx predict runs/first ${FILES.join(' ')} --method erm --out new.csv`);
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

  writePlugin(project);
  await step('npx mimmx plugins dense --load ./dense.ts', /One hidden layer over all pixels/);
  await step(
    'npx mimmx train own.config.ts --out runs/own --set training.updates=10 --methods erm',
    /Report:/,
  );
  await step('npx mimmx evaluate runs/own --plugins ./dense.ts', /erm/);
  say(`a plugin in TypeScript works on Node ${(await step('node --version')).trim()}`);

  await step('npx mimmx export runs/first --to onnx --method erm --out exported');
  await step('npm install onnxruntime-node@1.30.0 --ignore-scripts');
  writeFileSync(join(project, 'use.mjs'), USE);
  await step('node use.mjs', /agrees/);
  await inChromium(predicted.slice(1).map((line) => line.split(',')));
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
