import type { DataCheck } from './check-data.ts';

/** Problems shown; all of them are in the JSON and in quarantine.csv. */
const SHOWN = 20;

/** The findings as text, for a terminal. */
export function describeCheck(check: DataCheck): string {
  const { rows, shape, pixels, problems } = check;
  const lost = rows.read - rows.usable;
  const [least, median, greatest] = rows.ofPatient;
  const each = least === greatest ? `${least} of each` : `${least} to ${greatest} of each, median ${median}`;
  const parts = [
    `${rows.usable} images of ${rows.patients} patients (${each}), [${shape.join(' × ')}]${lost > 0 ? `; ${lost} of ${rows.read} rows left out` : ''}`,
    section('Columns', columns(check)),
    ...(check.cells.length > 0 ? [section('Images by cell, before selection', cells(check))] : []),
    ...(check.sets.length > 0 ? [section('Sets', sets(check))] : []),
    section('Pixels', [
      `values ${short(pixels.min)} to ${short(pixels.max)}, mean ${short(pixels.mean)}, contrast (sd within an image) ${short(pixels.contrast)}`,
      `${Math.round(pixels.perSecond)} images a second at first, ${Math.round(check.warmPerSecond)} when read again`,
      ...(pixels.blankCount > 0
        ? [`${pixels.blankCount} blank images, rows ${pixels.blank.join(', ')}`]
        : []),
      ...(pixels.notFiniteCount > 0
        ? [
            `${pixels.notFiniteCount} images with values that are no numbers, rows ${pixels.notFinite.join(', ')}`,
          ]
        : []),
    ]),
    ...(check.failure ? [section('A run would not begin', [check.failure.message])] : []),
    section(`Problems: ${problems.length === 0 ? 'none' : problems.length}`, [
      ...problems
        .slice(0, SHOWN)
        .map(({ file, line, reason }) => `${file}${line === null ? '' : `, line ${line}`}: ${reason}`),
      ...(problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : []),
    ]),
    ...(check.notes.length > 0 ? [section('Notes', check.notes)] : []),
    section('Terms', [check.licence, ...(check.citation ? [check.citation] : [])]),
  ];
  return `${harmless(parts.join('\n\n'))}\n`;
}

const section = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => `  ${line}`)].join('\n');

/** Text of tables without what a terminal takes for an order, or turns round. */
const harmless = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced.
  text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '�');

const short = (value: number): string => String(Number(value.toPrecision(4)));

const columns = ({ columns: facts, settable }: DataCheck): string[] => [
  ...facts.flatMap(({ name, classes, moreClasses, range, missing, notes = [] }) => {
    const values = classes?.length
      ? classes.map(({ label, count }) => `${label} ${count}`).join(', ') +
        (moreClasses ? `, … ${moreClasses} more` : '')
      : range
        ? `${short(range.min)} to ${short(range.max)}, mean ${short(range.mean)}${range.unit ? ` ${range.unit}` : ''}`
        : 'no value';
    const said = `${name}: ${values}${missing > 0 ? `; ${missing} missing` : ''}`;
    return [said, ...notes.map((note) => `  ${note}`)];
  }),
  ...settable.map(({ name, labels }) => `${name}: to be set (${labels.join(', ')})`),
];

const namesOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, label]) => (/^[<>]/.test(label) ? `${name} ${label}` : `${name} = ${label}`))
    .join(', ');

function cells({ cells: found }: DataCheck): string[] {
  const names = found.map(({ labels }) => namesOf(labels));
  const width = Math.max(...names.map((name) => name.length));
  const digits = Math.max(...found.map(({ images }) => String(images).length));
  return found.map(
    ({ images, patients }, i) =>
      `${names[i]!.padEnd(width)}  ${String(images).padStart(digits)} images of ${patients} patients`,
  );
}

const sets = ({ sets: found, split }: DataCheck): string[] => [
  ...(split
    ? [`split: ${split.train} images to train, ${split.validation} to validate, ${split.test} to test`]
    : []),
  ...found.flatMap((set) => [
    `${set.name}: ${set.count} of ${set.available} images, ${set.patients} patients${set.emptyCells > 0 ? `, ${set.emptyCells} empty cells` : ''}`,
    ...set.dependence.map(
      ({ a, b, correlation, measure, mutualInformation }) =>
        `  ${a} and ${b}: ${measure} ${correlation.toFixed(3)}, ${mutualInformation.toFixed(4)} nats`,
    ),
  ]),
];
