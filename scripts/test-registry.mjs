// npm run test:registry: publishes every package to a registry on loopback, and installs each as a stranger does.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root, say } from './process.mjs';
import { errorsOf, javascriptOf } from './registry/compile.mjs';
import { exampleOf, GIVEN, installed } from './registry/examples.mjs';
import { pack } from './registry/pack.mjs';
import { startRegistry } from './registry/server.mjs';
import { call, callLine, pnpmStore, strangersEnvironment } from './registry/stranger.mjs';
import { setUp } from './set-up.mjs';

/** Most that the line of the README may bring to Linux. */
const MOST_MEGABYTES = 250;
const MOST_PACKAGES = 100;

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const failures = [];
const fail = (what, why) => {
  failures.push(what);
  console.error(`FAILED ${what}\n${why.trim().split('\n').slice(-12).join('\n')}`);
};

const bytesOf = (path) => {
  const entry = lstatSync(path);
  if (!entry.isDirectory()) return entry.isFile() ? entry.size : 0;
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0);
};

/** The line of the first page, word for word, with npm: works, is small, and runs nobody's script. */
async function theLine(folder, env) {
  const page = readFileSync(join(root, 'README.md'), 'utf8');
  const line = /^npm install @mimmx\/cli [^#\n]*/m.exec(page)[0].trim();
  const cwd = join(folder, 'npm');
  mkdirSync(cwd);
  const { status, stderr, seconds } = await callLine(line, { cwd, env });
  if (status !== 0) return fail(line, stderr);
  const lock = JSON.parse(readFileSync(join(cwd, 'node_modules', '.package-lock.json'), 'utf8'));
  const packages = Object.entries(lock.packages);
  const scripts = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name);
  const megabytes = Math.round(bytesOf(join(cwd, 'node_modules')) / 1e6);
  say(`${line}: ${packages.length} packages, ${megabytes} MB, ${seconds.toFixed(0)} s`);
  if (scripts.length > 0) fail(line, `Install scripts: ${scripts.join(', ')}`);
  if (packages.length > MOST_PACKAGES || megabytes > MOST_MEGABYTES)
    fail(line, `More than ${MOST_PACKAGES} packages or ${MOST_MEGABYTES} MB`);
  await theCommand(cwd, env);
}

/** The command that was installed, and what it finds. */
async function theCommand(cwd, env) {
  const help = await callLine('npx mimmx --help', { cwd, env });
  if (help.status !== 0 || !help.stdout.includes('train')) fail('mimmx --help', help.stderr);
  const doctor = await callLine('npx mimmx doctor --seconds 0 --json', { cwd, env });
  const facts = doctor.status === 0 ? JSON.parse(doctor.stdout) : {};
  if (facts.default !== 'onnx') fail('mimmx doctor', doctor.stderr + doctor.stdout);
  const plugins = await callLine('npx mimmx plugins dataset', { cwd, env });
  if (!/datasets-cxr/.test(plugins.stdout + plugins.stderr))
    fail('mimmx plugins dataset', plugins.stdout + plugins.stderr);
}

/** Yarn 1, which knows neither `workspace:` nor peers that install themselves. */
async function withYarn(folder, env) {
  const cwd = join(folder, 'yarn');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }');
  const line = 'npx --yes yarn@1.22.22 add @mimmx/cli @mimmx/datasets-cxr';
  const { status, stderr, stdout } = await callLine(`${line} --registry "$npm_config_registry"`, {
    cwd,
    env,
  });
  if (status !== 0) return fail(line, stdout + stderr);
  const unmet = stderr.split('\n').filter((text) => /unmet peer/.test(text));
  // A warning: the command brings what the data sets ask for, which the next line sees.
  for (const text of unmet) say(`yarn 1: ${text.trim()}`);
  await theCommand(cwd, env);
  say('yarn 1: works');
}

/** One package alone, as its page says, with pnpm, which shows only what a package declares. */
async function alone(folder, env, { name, cwd: source, manifest }) {
  const short = basename(source);
  if (!existsSync(join(source, 'README.md'))) return fail(name, 'It has no README.md.');
  const page = readFileSync(join(source, 'README.md'), 'utf8');
  const cwd = join(folder, short);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(cwd, 'pnpm-workspace.yaml'), 'enableGlobalVirtualStore: true\n');
  // pnpm reads no npm_config_… of the environment.
  writeFileSync(join(cwd, '.npmrc'), `registry=${env.npm_config_registry}\n`);
  const wanted = GIVEN[short]?.install ?? installed(page, name) ?? name;
  const add = ['--yes', packageManager, 'add', '--store-dir', pnpmStore, ...wanted.split(/\s+/)];
  const { status, stdout, stderr } = await call('npx', add, { cwd, env });
  if (status !== 0) return fail(`pnpm add ${wanted}`, stdout + stderr);
  const entries = Object.keys(manifest.exports ?? {})
    .filter((entry) => !entry.endsWith('.json'))
    .map((entry) => name + entry.slice(1));
  if (entries.length === 0) return undefined;
  await bothWays(short, { cwd, env }, entries);
  const code = exampleOf(short, page);
  for (const kind of ['bundler', 'nodenext']) writeFileSync(join(cwd, `${kind}.ts`), `${code}\nexport {};\n`);
  if (GIVEN[short]?.compileOnly) {
    say(`${name}: compiled only, since ${GIVEN[short].compileOnly}`);
    return cwd;
  }
  writeFileSync(join(cwd, 'example.mjs'), javascriptOf(code));
  const ran = await call('node', ['example.mjs'], { cwd, env });
  if (ran.status !== 0) fail(`${name}: the example of its README`, ran.stderr);
  else say(`${name}: ${ran.stdout.trim().split('\n').at(-1)?.slice(0, 100) || 'ran'}`);
  return cwd;
}

/** Every entry by `import` and by `require`, with the same names. */
async function bothWays(short, where, entries) {
  const program = `
    const require = (await import('node:module')).createRequire(process.cwd() + '/x.cjs');
    for (const name of ${JSON.stringify(entries)}) {
      const [esm, cjs] = [Object.keys(await import(name)).sort(), Object.keys(require(name)).filter((key) => key !== '__esModule').sort()];
      if (esm.length === 0 || esm.join() !== cjs.join()) throw new Error(name + ': ' + esm + ' | ' + cjs);
    }`;
  writeFileSync(join(where.cwd, 'ways.mjs'), program);
  const { status, stderr } = await call('node', ['ways.mjs'], where);
  if (status !== 0) fail(`${short} by import and require`, stderr);
}

const status = await setUp();
if (status !== 0) process.exit(status);
const registry = await startRegistry();
const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'mimmx-registry-'));
process.on('exit', () => existsSync(folder) && rmSync(folder, { recursive: true, force: true }));
const packed = await pack();
try {
  await registry.publish(packed.map(({ tarball }) => tarball));
  say(`Published ${packed.length} packages to ${registry.url}`);
  const env = strangersEnvironment(folder, registry.url);
  const { stdout } = await call('node', ['--version'], { cwd: folder, env });
  say(`The stranger has Node ${stdout.trim()}`);
  await theLine(folder, env);
  await withYarn(folder, env);
  const projects = [];
  for (const each of packed.filter(({ cwd }) => cwd.includes(`${'packages'}`))) {
    const cwd = await alone(folder, env, each);
    if (cwd) projects.push(cwd);
  }
  for (const kind of ['bundler', 'nodenext']) {
    const errors = errorsOf(
      projects.map((cwd) => join(cwd, `${kind}.ts`)),
      kind,
    );
    if (errors.length > 0) fail(`TypeScript ${kind}`, errors.join('\n'));
    else say(`TypeScript ${kind}: ${projects.length} examples compile`);
  }
} finally {
  registry.stop();
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
if (failures.length > 0) console.error(`${failures.length} failed in ${seconds} s: ${failures.join('; ')}`);
else say(`A stranger can install and start everything (${seconds} s)`);
process.exit(failures.length > 0 ? 1 : 0);
