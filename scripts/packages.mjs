// Builds and packs every package, judges the tarballs, then installs the command from them with plain npm and trains.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinned, pnpm, root, run, say } from './process.mjs';
import { setUp } from './set-up.mjs';

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const must = (what, status) => {
  if (status === 0) return;
  console.error(`${what} failed with status ${status}`);
  process.exit(status);
};

must('Set-up', await setUp());
say('Building');
must(
  'Build',
  await pnpm(packageManager, ['exec', 'turbo', 'run', 'build'], { env: { TURBO_TELEMETRY_DISABLED: '1' } }),
);

const folder = mkdtempSync(join(tmpdir(), 'mimmx packages-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const tarballs = {};
for (const name of readdirSync(join(root, 'packages'))) {
  const cwd = join(root, 'packages', name);
  const { name: full } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
  const target = join(folder, `${name}.tgz`);
  must(`Packing ${full}`, await pnpm(packageManager, ['pack', '--out', target], { cwd }));
  say(`Judging ${full}`);
  const content = spawnSync('tar', ['tzf', target], { encoding: 'utf8' }).stdout.split('\n');
  for (const file of ['LICENSE', 'README.md']) {
    must(`Looking for ${file} in ${full}`, content.includes(`package/${file}`) ? 0 : 1);
  }
  must(`publint of ${full}`, await run(pinned('publint'), [target, '--strict']));
  must(`attw of ${full}`, await run(pinned('attw'), [target, '--profile', 'esm-only', '--no-summary']));
  tarballs[full] = `file:${target}`;
}

say(`Installing the tarballs with npm, and training on Node ${process.versions.node}`);
const project = join(folder, 'a project');
const config = `
import { defineConfig } from '@mimmx/cli';
export default defineConfig({
  dataset: 'digits',
  encoder: 'digit-net',
  data: {
    task: { y: { column: 'digit', positive: '>= 5' }, z: [{ factor: 'rotation', strength: 0.9 as number }] },
    split: { train: 256, test: 256 },
  },
  methods: { erm: {}, 'mimm-x': {} },
  training: { updates: 10, batchSize: 32 },
  evaluation: { bootstrap: 40 },
});
`;
const manifest = { private: true, type: 'module', dependencies: tarballs, overrides: tarballs };
mkdirSync(project);
writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
writeFileSync(join(project, 'mimmx.config.ts'), config);
// Plain npm and the machine's own Node: what a stranger has.
const plain = { cwd: project, env: { PATH: process.env.PATH, ONNXRUNTIME_NODE_INSTALL: 'skip' } };
must('npm install', await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], plain));
const mimmx = join(project, 'node_modules', '@mimmx', 'cli', 'dist', 'bin.js');
must('mimmx --help', await run(process.execPath, [mimmx, '--help'], plain));
must('mimmx train', await run(process.execPath, [mimmx, 'train', '--out', 'runs/tiny'], plain));
must('mimmx evaluate', await run(process.execPath, [mimmx, 'evaluate', 'runs/tiny'], plain));
say(`${Object.keys(tarballs).length} packages are fit to publish`);
