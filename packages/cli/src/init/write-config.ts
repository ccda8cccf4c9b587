import type { Column } from './columns.ts';

/** What a config is written from. */
export interface Plan {
  readonly name: string;
  readonly plugin: 'datasets-cxr' | 'datasets-mri';
  readonly dataset: { readonly name: string; readonly options: Readonly<Record<string, unknown>> };
  readonly y: Column;
  readonly z: readonly Column[];
  readonly shifts: readonly ('natural' | 'balanced')[];
  readonly methods: readonly string[];
  readonly training: { readonly updates: number; readonly batchSize: number };
}

const FIRST = /^(no|none|neg|negative|normal|healthy|control|absent|false|0|f|female|pa)\b/i;

/** What a class is called in a config: the text of the table, or its number. */
const writtenAs = (label: string): string | number =>
  /^-?\d+(\.\d+)?$/.test(label) && String(Number(label)) === label ? Number(label) : label;

/** Classes in an order that reads well: what is absent first. */
const classesOf = ({ classes }: Column): (string | number)[] =>
  classes
    .map(({ label }) => label)
    .sort((a, b) => Number(FIRST.test(b)) - Number(FIRST.test(a)) || (a < b ? -1 : 1))
    .map(writtenAs);

const primary = (y: Column) =>
  y.median === null
    ? { column: y.name, values: classesOf(y) }
    : { column: y.name, positive: `>= ${y.median}` };

const confounder = (z: Column) =>
  z.median === null
    ? { column: z.name, values: classesOf(z) }
    : { column: z.name, values: { low: `< ${z.median}`, high: `>= ${z.median}` } };

/** The same plan as the object that the file exports. */
export const configOf = ({ name, plugin, dataset, y, z, shifts, methods, training }: Plan) => ({
  name,
  plugins: [plugin],
  dataset,
  data: {
    task: { y: primary(y), z: z.map(confounder) },
    split: { train: 0.7, test: 0.3 },
    train: 'natural' as const,
    shifts: Object.fromEntries(shifts.map((shift) => [shift, shift])),
  },
  encoder: 'small-cnn',
  methods: Object.fromEntries(methods.map((method) => [method, {}])),
  training,
});

/** Text of a config file in TypeScript. */
export const configFile = (plan: Plan): string => `import { defineConfig } from '@mimmx/cli';

export default defineConfig(${literal(configOf(plan), 0)});
`;

const WIDTH = 100;

/** A value as one writes it: on one line where that is short. */
function literal(value: unknown, depth: number): string {
  const flat = flatLiteral(value);
  if (typeof value !== 'object' || value === null || flat.length + 2 * depth < WIDTH - 20) return flat;
  const inner = '  '.repeat(depth + 1);
  const list = Array.isArray(value);
  const parts = list
    ? value.map((entry) => literal(entry, depth + 1))
    : Object.entries(value).map(([key, entry]) => `${keyOf(key)}: ${literal(entry, depth + 1)}`);
  const [open, close] = list ? '[]' : '{}';
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${'  '.repeat(depth)}${close}`;
}

function flatLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatLiteral).join(', ')}]`;
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).map(([key, entry]) => `${keyOf(key)}: ${flatLiteral(entry)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

const keyOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : text(key));
const text = (value: string): string =>
  `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
