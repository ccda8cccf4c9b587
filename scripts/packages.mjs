// Builds and packs every package, and judges the tarballs as the registry's users will.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinned, run, say } from './process.mjs';
import { errorsOf } from './registry/compile.mjs';
import { pack } from './registry/pack.mjs';
import { setUp } from './set-up.mjs';

const must = (what, status) => {
  if (status === 0) return;
  console.error(`${what} failed with status ${status}`);
  process.exit(status);
};

must('Set-up', await setUp());
const packed = await pack();
for (const { name, manifest, tarball } of packed) {
  say(`Judging ${name}`);
  const content = spawnSync('tar', ['tzf', tarball], { encoding: 'utf8' }).stdout.split('\n');
  for (const file of ['LICENSE', 'README.md', 'CITATION.cff'])
    must(`Looking for ${file} in ${name}`, content.includes(`package/${file}`) ? 0 : 1);
  if (manifest.main?.endsWith('.node')) {
    must(`Looking for ${manifest.main} in ${name}`, content.includes(`package/${manifest.main}`) ? 0 : 1);
    continue;
  }
  must(`publint of ${name}`, await run(pinned('publint'), [tarball, '--strict']));
  must(`attw of ${name}`, await run(pinned('attw'), [tarball, '--profile', 'esm-only', '--no-summary']));
}
const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
const folder = mkdtempSync(join(tmpdir(), 'mimmx packages-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
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
const dependencies = {
  '@mimmx/cli': tarballs['@mimmx/cli'],
  '@mimmx/datasets-cxr': tarballs['@mimmx/datasets-cxr'],
  mnist: '1.1.0',
};
mkdirSync(project);
writeFileSync(
  join(project, 'package.json'),
  JSON.stringify({ private: true, type: 'module', dependencies, overrides: tarballs }),
);
writeFileSync(join(project, 'mimmx.config.ts'), config);
// Plain npm and the machine's own Node: what a stranger has.
const plain = { cwd: project, env: { PATH: process.env.PATH } };
must('npm install', await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], plain));
const mimmx = join(project, 'node_modules', '@mimmx', 'cli', 'dist', 'bin.js');
// What an editor knows of the published declarations: of plugins' options, and of the engine's.
const typed = join(project, 'typed.config.ts');
const withEngine = (engine) =>
  config
    .replace('export default', 'export const it =')
    .replace('training:', `engine: ${engine},\n  training:`);
writeFileSync(typed, withEngine(`{ name: 'slurm', options: { time: '2:00:00' } }`));
const right = errorsOf([typed], 'bundler');
writeFileSync(typed, withEngine(`{ name: 'slurm', options: { tme: '2:00:00' } }`));
const wrong = errorsOf([typed], 'bundler');
for (const line of right) console.error(line);
must('A typed engine', right.length);
must(
  'An engine with a misspelt option',
  wrong.length === 1 && wrong[0].includes("'tme' does not exist") ? 0 : 1,
);
must('mimmx --help', await run(process.execPath, [mimmx, '--help'], plain));
must('mimmx train', await run(process.execPath, [mimmx, 'train', '--out', 'runs/tiny'], plain));
must('mimmx evaluate', await run(process.execPath, [mimmx, 'evaluate', 'runs/tiny'], plain));
say(`${packed.length} packages are fit to publish`);
