// Times cnn2d, resnet18 and mimm on this machine's GPU, here (webgpu, and cuda where its library is) and in PyTorch on the
// same card, and writes the table to packages/backend-onnx/docs/gpu.md. Five minutes at most.
//
//     node scripts/gpu-bench.mjs [--devices webgpu,cuda] [--cases cnn2d,resnet18,mimm] [--image 224] [--batch 16] [--steps 12]
//                                [--software] [--dry]
//
// --image and --batch are for cnn2d and resnet18; without them cnn2d has 32 images of 64 px, resnet18 16 of 224. --devices cpu
// takes the CPU as if it were a device, on one thread. --software takes SwiftShader, a Vulkan device in software (Debian's
// chromium brings it). Both are tests of this script, not readings. --dry prints the table and leaves the file as it is.
// PyTorch is python3's, or that of --python.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: 'webgpu,cuda' },
    image: { type: 'string' },
    batch: { type: 'string' },
    steps: { type: 'string', default: '12' },
    cases: { type: 'string', default: 'cnn2d,resnet18,mimm' },
    python: { type: 'string', default: 'python3' },
    software: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '..');
const bench = join(root, 'packages/backend-onnx/bench');
const node = join(root, 'node_modules/.bin/node');
const page = join(root, 'packages/backend-onnx/docs/gpu.md');
const devices = values.devices.split(',');
const onlyCpu = devices.every((device) => device === 'cpu');

const LIMIT = 300_000;
const CASE_LIMIT = 120_000;
const began = performance.now();
const left = () => LIMIT - (performance.now() - began);

/** The loader of Vulkan reads these when a process starts. */
const chromium = process.env.MIMMX_SWIFTSHADER ?? '/usr/lib/chromium';
const software = {
  VK_DRIVER_FILES: join(chromium, 'vk_swiftshader_icd.json'),
  LD_LIBRARY_PATH: [chromium, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
};
if (values.software && !existsSync(software.VK_DRIVER_FILES)) {
  console.error(
    `No SwiftShader at ${chromium}: apt-get install chromium, or name its folder in MIMMX_SWIFTSHADER.`,
  );
  process.exit(1);
}

/** What a command prints, trimmed; or why it printed nothing, in one line. */
const run = (command, args) => {
  const limit = Math.round(Math.min(left(), CASE_LIMIT));
  if (limit < 5000) return { why: `none of the ${LIMIT / 1000} s was left` };
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: limit,
    env: { ...process.env, ...(values.software ? software : {}) },
  });
  if (error?.code === 'ETIMEDOUT') return { why: `not done in ${Math.round(limit / 1000)} s` };
  if (error) return { why: error.message };
  if (status === 0) return { text: stdout.trim() };
  const lines = stderr.split('\n').map((line) => line.trim());
  const said = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.filter(Boolean).at(-1) ?? '';
  return { why: `ended with ${signal ?? status}: ${said.slice(0, 200)}` };
};

const timing = ({ text, why }) =>
  text === undefined ? { why } : { ms: JSON.parse(text.split('\n').at(-1)).ms_median };

const available = (device) => {
  const { text, why } = run(node, [
    '--conditions=@mimmx/source',
    '--input-type=module',
    '-e',
    `import { deviceAvailable } from '${root}/packages/backend-onnx/src/index.ts'; console.log(await deviceAvailable('${device}'))`,
  ]);
  return text ?? why;
};

const sizes = (name) => {
  const image = values.image ?? (name === 'resnet18' ? '224' : undefined);
  return [...(image ? ['--image', image] : []), ...(values.batch ? ['--batch', values.batch] : [])];
};

const ours = (name, device) =>
  timing(
    run(node, [
      ...['--conditions=@mimmx/source', join(bench, 'ours.ts'), name],
      ...['--device', device, '--steps', values.steps, ...sizes(name)],
    ]),
  );

/** mimm has no twin in the script that knows devices. */
const torch = (name) =>
  name === 'mimm'
    ? { why: 'the script that knows devices has no such case' }
    : timing(
        run(values.python, [
          ...[join(bench, 'torch_more.py'), name, '--device', onlyCpu ? 'cpu' : 'cuda'],
          ...['--steps', values.steps, ...sizes(name)],
        ]),
      );

const test = 'a test of the script, not a reading';
const nvidia = () => run('nvidia-smi', ['--query-gpu=name,driver_version', '--format=csv,noheader']).text;
const card = values.software
  ? `SwiftShader (a device in software: ${test})`
  : onlyCpu
    ? `The CPU, one thread (${test})`
    : (nvidia() ?? 'a card that nvidia-smi does not know');
const answers = devices.map((device) => ({ device, answer: available(device) }));
const usable = answers.filter(({ answer }) => answer === 'true').map(({ device }) => device);
for (const { device, answer } of answers) if (answer !== 'true') console.error(`${device}: ${answer}`);
if (usable.length === 0) {
  console.error(
    'Nothing to time: no device of a GPU answers here. --software takes one in software, --devices cpu the CPU.',
  );
  process.exit(1);
}

const missing = [];
/** A time for the table; one that is not there is explained below it. */
const cell = (what, { ms, why }) => {
  if (ms !== undefined) return ms.toFixed(1);
  missing.push(`${what}: ${why}.`);
  return '–';
};
const rows = values.cases.split(',').map((name) => {
  const peer = values.software ? { why: 'PyTorch has no such device' } : torch(name);
  const own = usable.map((device) => ours(name, device));
  const cells = own.map((one, i) => {
    const ratio = one.ms && peer.ms ? (peer.ms / one.ms).toFixed(2) : '–';
    return `${cell(`\`${name}\` on ${usable[i]}`, one)} | ${ratio}`;
  });
  return `| \`${name}\` | ${cell(`\`${name}\` in PyTorch`, peer)} | ${cells.join(' | ')} |`;
});
const command = [
  'node scripts/gpu-bench.mjs',
  ...process.argv.slice(2).filter((arg) => arg !== '--dry'),
].join(' ');
const text = `# On a GPU

\`\`\`
$ ${command}
\`\`\`

${card}, ${new Date().toISOString().slice(0, 10)}. Milliseconds of one update; ratio of PyTorch's time to ours. – where there is no number.

| case | PyTorch | ${usable.map((device) => `${device} | ratio`).join(' | ')} |
|---|---|${usable.map(() => '---|---|').join('')}
${rows.join('\n')}
${missing.length > 0 ? `\n${missing.join('\n')}\n` : ''}`;
console.log(text);
if (!values.dry) writeFileSync(page, text);
