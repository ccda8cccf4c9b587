// npm run setup | demo | demo:counterfactual | test | long | engines | docs. Plain JavaScript for Node 20, without dependencies: it runs before anything is installed.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pinned, root, run, say } from './process.mjs';
import { setUp } from './set-up.mjs';

const mimmx = (args) =>
  run(pinned('node'), ['--conditions=@mimmx/source', join(root, 'packages/cli/src/bin.ts'), ...args]);

/** Trains the digits example into runs/demo: afresh each time, but an unfinished run goes on. */
async function demo(more) {
  const out = join('runs', 'demo');
  const here = (file) => existsSync(join(root, out, file));
  if (here('summary.json')) {
    say(`Replacing the finished ${out}`);
    rmSync(join(root, out), { recursive: true });
  }
  const resume = here('config.json');
  if (resume) say(`Going on with the unfinished ${out} (delete it to begin again)`);
  const status = await mimmx([
    'train',
    'examples/digits/mimmx.config.ts',
    '--out',
    out,
    ...(resume ? ['--resume'] : []),
    ...more,
  ]);
  if (status === 130) say('"npm run demo" goes on with it');
  return status;
}

/** Trains a generator of counterfactual digits into runs/demo-counterfactual; what is trained already is kept. */
const demoCounterfactual = (more) =>
  mimmx([
    'generator',
    'examples/digits/counterfactual.config.ts',
    '--out',
    join('runs', 'demo-counterfactual'),
    ...more,
  ]);

/** Vitest also writes down what passed and failed, for whoever sums up several suites. */
function recorded(name) {
  const file = join('node_modules', '.cache', 'mimmx', `${name}.json`);
  rmSync(join(root, file), { force: true });
  return ['--reporter=default', '--reporter=json', `--outputFile=${file}`];
}

/** Lint, types, the map of the house and unit tests. Goes on after a failure, so that one run shows everything. */
async function test(more) {
  // What did not change since the last time need not be checked again.
  const typesCache = join('node_modules', '.cache', 'mimmx', 'types.json');
  const steps = [
    ['Lint', pinned('biome'), ['check']],
    ['Types', pinned('tsc'), ['--noEmit', '--incremental', '--tsBuildInfoFile', typesCache]],
    ['Arrows', pinned('node'), [join(root, 'scripts/arrows.mjs')]],
    ['Tests', pinned('vitest'), ['run', ...recorded('tests'), ...more]],
  ];
  let first = 0;
  for (const [name, program, args] of steps) {
    const began = Date.now();
    const status = await run(program, args);
    say(
      `${name}: ${status === 0 ? 'passed' : `failed with status ${status}`} (${((Date.now() - began) / 1000).toFixed(0)} s)`,
    );
    first ||= status;
  }
  return first;
}

/** The suites that take minutes: every baseline under the kit of methods, compiled and eager, and mutants. */
async function long(more) {
  process.env.MIMMX_TESTS = 'long';
  return run(pinned('vitest'), ['run', ...recorded('long'), ...more]);
}

/** Sweeps on the real Slurm and the real Redis, where they are installed; a skipped part says so. */
async function engines(more) {
  process.env.MIMMX_TESTS = 'engines';
  return run(pinned('vitest'), ['run', ...recorded('engines'), ...more]);
}

/** The site of all pages and of the reference, into site/dist; fails on a dead link. */
const docs = (more) => run(pinned('node'), [join(root, 'site/build.mjs'), ...more]);

const tasks = { setup: () => 0, demo, 'demo:counterfactual': demoCounterfactual, test, long, engines, docs };
const [name, ...more] = process.argv.slice(2);
if (!Object.hasOwn(tasks, name ?? '')) {
  console.error(`Usage: npm run ${Object.keys(tasks).join(' | npm run ')}`);
  process.exit(2);
}
process.exitCode = (await setUp()) || (await tasks[name](more));
