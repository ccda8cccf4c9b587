// Times cnn2d, resnet18 and mimm on this machine's GPU, here (webgpu, and cuda where its library is) and in PyTorch on the
// same card, and writes the table to packages/backend-onnx/docs/gpu.md. Five minutes at most.
//
//     node scripts/gpu-bench.mjs [--image 224] [--steps 12] [--cases cnn2d,resnet18,mimm] [--software] [--dry]
//
// --software takes SwiftShader, a Vulkan device in software (Debian's chromium brings it): a test of this script, not a
// reading. --dry prints the table and leaves the file as it is. PyTorch is python3's, or that of --python.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    image: { type: 'string', default: '224' },
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

const LIMIT = 300_000;
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

/** What a command prints, trimmed; null if it fails or does not end in time. */
const run = (command, args) => {
  if (left() < 5000) return null;
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: Math.min(left(), 120_000),
      env: { ...process.env, ...(values.software ? software : {}) },
    }).trim();
  } catch {
    return null;
  }
};

const timing = (text) => (text === null ? null : JSON.parse(text.split('\n').at(-1)).ms_median);

const available = (device) =>
  run(node, [
    '--conditions=@mimmx/source',
    '--input-type=module',
    '-e',
    `import { deviceAvailable } from '${root}/packages/backend-onnx/src/index.ts'; console.log(await deviceAvailable('${device}'))`,
  ]) ?? 'the question was not answered';

const ours = (name, device) =>
  timing(
    run(node, [
      ...['--conditions=@mimmx/source', join(bench, 'ours.ts'), name],
      ...['--device', device, '--image', values.image, '--steps', values.steps],
    ]),
  );

/** mimm has no twin in the script that knows devices. */
const torch = (name) =>
  name === 'mimm'
    ? null
    : timing(
        run(values.python, [
          ...[join(bench, 'torch_more.py'), name, '--device', 'cuda'],
          ...['--image', values.image, '--steps', values.steps],
        ]),
      );

const card = values.software
  ? 'SwiftShader (a device in software: a test of the script, not a reading)'
  : (run('nvidia-smi', ['--query-gpu=name,driver_version', '--format=csv,noheader']) ??
    'a card that nvidia-smi does not know');
const devices = ['webgpu', 'cuda'].map((device) => ({ device, answer: available(device) }));
const usable = devices.filter(({ answer }) => answer === 'true').map(({ device }) => device);
for (const { device, answer } of devices) if (answer !== 'true') console.error(`${device}: ${answer}`);
if (usable.length === 0) {
  console.error('Nothing to time: no device of a GPU answers here. --software takes one in software.');
  process.exit(1);
}

const cell = (ms) => (ms === null ? '–' : ms.toFixed(1));
const rows = values.cases.split(',').map((name) => {
  const peer = values.software ? null : torch(name);
  const own = usable.map((device) => ours(name, device));
  const ratios = own.map((ms) => (ms && peer ? (peer / ms).toFixed(2) : '–'));
  return `| \`${name}\` | ${cell(peer)} | ${own.map((ms, i) => `${cell(ms)} | ${ratios[i]}`).join(' | ')} |`;
});
const command = [
  'node scripts/gpu-bench.mjs',
  ...process.argv.slice(2).filter((arg) => arg !== '--dry'),
].join(' ');
const text = `# On a GPU

\`\`\`
$ ${command}
\`\`\`

${card}, ${new Date().toISOString().slice(0, 10)}. Milliseconds of one update, \`resnet18\` at ${values.image} px; ratio of PyTorch's time to ours. – where it did not
run or not end in time.

| case | PyTorch | ${usable.map((device) => `${device} | ratio`).join(' | ')} |
|---|---|${usable.map(() => '---|---|').join('')}
${rows.join('\n')}
`;
console.log(text);
if (!values.dry) writeFileSync(page, text);
