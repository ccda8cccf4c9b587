import type { Registry } from '@mimmx/core';
import { chooseBackend, readEnvironment, readVersions } from '@mimmx/experiment/node';
import { command, commonArgs } from '../command.ts';
import { log } from '../log.ts';
import { print, printJson } from '../print.ts';
import { otherCopies } from '../run/copies.ts';
import { quietTensorFlow } from '../run/engine.ts';
import { commandRegistry, includedVersions } from '../run/registry.ts';
import { trainingSpeed } from '../run/speed.ts';
import { renderTable } from '../table/table.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

/** What is known of one backend here. */
interface Finding {
  readonly name: string;
  readonly ready: boolean;
  /** Why not, or what went wrong. */
  readonly reason: string | null;
  readonly details: Readonly<Record<string, string | number>>;
  /** Images per second in training; null if not measured. */
  readonly imagesPerSecond: number | null;
  /** What the backend says of how it works here. */
  readonly remarks: readonly string[];
}

/** Says what this machine can compute with, and how fast. */
export default command({
  args: {
    seconds: {
      type: 'string',
      default: '10',
      valueHint: 'n',
      description: 'Measure the backends for this long in all; 0 = do not measure',
    },
    json: { type: 'boolean', description: 'Print JSON' },
    ...commonArgs,
  },
  examples: [
    ['mimmx doctor', 'the whole examination'],
    ['mimmx doctor --seconds 0', 'without the speed reading'],
  ],
  async run({ args }) {
    const seconds = Number(args.seconds);
    if (!(seconds >= 0)) throw new UsageError(`--seconds ${args.seconds}: write a number, e.g. --seconds 10`);
    quietTensorFlow();
    const registry = await commandRegistry([], process.cwd());
    const names = registry.list('backend').map(({ definition }) => definition.name);
    const answers = await Promise.all(names.map((name) => answerOf(registry, name)));
    const ready = answers.filter((answer) => answer === true).length;
    const findings: Finding[] = [];
    for (const [i, name] of names.entries()) {
      if (answers[i] === true && seconds > 0 && !args.json) log.info(`Examining "${name}"`);
      findings.push(await examine(registry, name, answers[i]!, seconds / ready));
    }
    const chosen = await chooseBackend(registry).catch(() => null);
    const { platform, cpu } = await readEnvironment({ describe: async () => ({}) });
    const facts = {
      versions: { '@mimmx/cli': version, ...readVersions(), ...includedVersions() },
      platform,
      cpu,
      backends: findings,
      default: chosen?.name ?? null,
      warnings: warnings(),
    };
    if (args.json) printJson(facts);
    else print(describe(facts));
    return chosen ? 0 : 1;
  },
});

/** What went wrong, in one line. */
const failure = (error: unknown): string =>
  `fails: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`;

/** Whether a backend can train here, or why not. */
async function answerOf(registry: Registry, name: string): Promise<true | string> {
  try {
    return await registry.create('backend', name, {}).available();
  } catch (error) {
    return failure(error);
  }
}

async function examine(
  registry: Registry,
  name: string,
  answer: true | string,
  seconds: number,
): Promise<Finding> {
  const backend = registry.create('backend', name, {});
  const missing = (reason: string, ready = false): Finding => ({
    name,
    ready,
    reason,
    details: {},
    imagesPerSecond: null,
    remarks: [],
  });
  try {
    if (answer !== true) return missing(answer);
    await backend.setup();
    const imagesPerSecond = seconds > 0 ? Math.round(await trainingSpeed(backend, seconds)) : null;
    const remarks = seconds > 0 ? ((await backend.examine?.()) ?? []) : [];
    return { name, ready: true, reason: null, details: await backend.describe(), imagesPerSecond, remarks };
  } catch (error) {
    return missing(failure(error));
  }
}

const warnings = (): string[] =>
  otherCopies(process.cwd()).map(
    ({ name, ours, theirs }) =>
      `This folder has a ${name} of its own (${theirs}) beside the command's (${ours}): plugins from here may not work. Install both at one version.`,
  );

interface Facts {
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
  readonly cpu: string;
  readonly backends: readonly Finding[];
  readonly default: string | null;
  readonly warnings: readonly string[];
}

function describe({ versions, platform, cpu, backends, warnings: said, ...facts }: Facts): string {
  const ready = backends.filter((finding) => finding.ready);
  const column = (heading: string, cell: (finding: Finding) => string) => ({
    heading,
    cells: ready.map(cell),
  });
  const table = renderTable(
    ready.map(({ name }) => name),
    [
      {
        heading: '',
        columns: [
          column('device', ({ details }) => String(details.device ?? '–')),
          column('threads', ({ details }) => String(details.threads ?? '–')),
          column('version', ({ details }) => String(details.onnxruntime ?? details.version ?? '–')),
          column('images/s trained', ({ imagesPerSecond }) => imagesPerSecond?.toLocaleString('en') ?? '–'),
        ],
      },
    ],
  );
  const absent = backends
    .filter((finding) => !finding.ready)
    .map(({ name, reason }) => `  ${name}: ${reason}`);
  return `${[
    ['@mimmx/cli', 'node', '@tensorflow/tfjs'].map((name) => `${name} ${versions[name]}`).join(', '),
    `${platform}, ${cpu}`,
    '',
    'Backends that can train here',
    table.replace(/^\s*\n/, ''),
    ...ready.flatMap(({ name, remarks }) => remarks.map((remark) => `  ${name}: ${remark}`)),
    ...(absent.length > 0 ? ['', 'Others', ...absent] : []),
    '',
    facts.default ? `A run that names no backend uses "${facts.default}".` : 'No backend can train here.',
    ...said.map((warning) => `Warning: ${warning}`),
  ].join('\n')}\n`;
}
