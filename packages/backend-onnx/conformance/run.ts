import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleTests } from './bundle.ts';
import { reasonOf } from './reasons.ts';

/**
 * Runs TensorFlow.js's own tests on this backend.
 *
 *     npm run conformance:tfjs -- [--only ops/conv2d] [--update] [--messages] [--passes]
 *
 * With --passes, every graph goes through the passes that compiled functions go through
 *
 * Every failure and skip must stand, with its reason, in table.json; the run says what differs from it.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    update: { type: 'boolean', default: false },
    passes: { type: 'boolean', default: false },
    messages: { type: 'boolean', default: false },
  },
});

interface Entry {
  readonly outcome: 'failed' | 'skipped';
  readonly reason: string;
}

interface SpecResult {
  readonly fullName: string;
  readonly status: string;
  readonly failedExpectations: readonly { readonly message: string }[];
}

const require = createRequire(import.meta.url);
const jasmineRequire = require('jasmine-core/lib/jasmine-core/jasmine.js');
const jasmine = jasmineRequire.core(jasmineRequire);
const environment = jasmine.getEnv({ suppressLoadErrors: true });
environment.configure({ random: false });
Object.assign(globalThis, jasmineRequire.interface(jasmine, environment), { jasmine });
jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;

if (values.passes) process.env.MIMMX_CONFORMANCE_PASSES = '1';
const { ready } = require(await bundleTests(values.only)) as { ready: () => Promise<unknown> };
await ready();

const found = new Map<string, Entry & { readonly message: string }>();
let passed = 0;
environment.addReporter({
  specDone: ({ fullName, status, failedExpectations }: SpecResult) => {
    const name = fullName.replace(' onnx {}', '');
    if (status === 'passed') passed++;
    if (status !== 'failed') return;
    const message = failedExpectations.map((failure) => failure.message).join(' | ');
    found.set(name, { ...reasonOf(name, message), message });
  },
});
const quiet = console.warn;
console.warn = () => {};
await environment.execute();
console.warn = quiet;

const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
const count = (outcome: Entry['outcome']) => entries.filter(([, entry]) => entry.outcome === outcome).length;
for (const [name, { outcome, reason, message }] of entries) {
  if (outcome === 'failed')
    console.log(`failed  ${name}\n        ${values.messages ? message.slice(0, 400) : reason}`);
}
const failed = count('failed');
console.log(
  `${passed} passed, ${failed} failed, ${count('skipped')} skipped (${((100 * passed) / (passed + failed)).toFixed(1)} % of those that concern float32, int32 and bool)`,
);

const tablePath = fileURLToPath(new URL('./table.json', import.meta.url));
if (values.update) {
  const table = Object.fromEntries(entries.map(([name, { outcome, reason }]) => [name, { outcome, reason }]));
  writeFileSync(tablePath, `${JSON.stringify(table, null, 1)}\n`);
} else if (!values.only) {
  const table = JSON.parse(readFileSync(tablePath, 'utf8')) as Record<string, Entry>;
  const added = entries
    .filter(([name, { outcome }]) => table[name]?.outcome !== outcome)
    .map(([name]) => name);
  const gone = Object.keys(table).filter((name) => !found.has(name));
  for (const name of added) console.log(`not in the table: ${name}`);
  for (const name of gone) console.log(`in the table, but passes: ${name}`);
  process.exitCode = added.length + gone.length > 0 ? 1 : 0;
}
