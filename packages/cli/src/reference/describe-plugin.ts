import { type AnyDefinition, describeOptions, type OptionFact } from '@mimmx/core';

/** A plugin with everything that its options declare. */
export interface PluginDescription {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly source: string | null;
  /** What it cautions against itself. */
  readonly caution: string | null;
  /** Package or plugin that it comes from. */
  readonly plugin: string;
  /** Null if its schema does not say what it takes. */
  readonly options: readonly OptionFact[] | null;
}

/** What its author cautions against; an estimator without a gradient measures, and trains nothing. */
function cautionOf(definition: AnyDefinition & { readonly differentiable?: boolean }): string | null {
  if (definition.caution !== undefined) return definition.caution;
  return definition.kind === 'estimator' && definition.differentiable === false
    ? 'Has no gradient: it measures, and cannot be the estimator of a method.'
    : null;
}

/** What there is to say of one entry of a registry. */
export function describePlugin(entry: {
  readonly plugin: string;
  readonly definition: AnyDefinition;
}): PluginDescription {
  const { kind, name, summary, source, options } = entry.definition;
  return {
    kind,
    name,
    summary,
    source: source ?? null,
    caution: cautionOf(entry.definition),
    plugin: entry.plugin,
    options: describeOptions(options) ?? null,
  };
}

/** What holds if an option is not given: its default as it would be written, or words. */
export function defaultText({ required, default: value, absent }: OptionFact): string {
  if (value !== undefined) return JSON.stringify(value);
  return absent ?? (required ? 'must be given' : 'none');
}

/** Breaks a text into lines of at most so many letters. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

const WIDTH = 100;

function optionText(fact: OptionFact): string {
  const lines = [
    ...wrapped(fact.description, WIDTH - 6),
    ...(fact.space ? [`search: ${fact.space}`] : []),
  ].map((line) => `      ${line}`);
  return [`  ${fact.name}  (${fact.type}; ${defaultText(fact)})`, ...lines].join('\n');
}

/** A plugin and its options for the terminal. */
export function pluginText({
  kind,
  name,
  summary,
  source,
  plugin,
  options,
  caution,
}: PluginDescription): string {
  const said = [summary, ...(source ? [`Source: ${source}`] : []), ...(caution ? [`! ${caution}`] : [])];
  const head = `${kind} ${name} (${plugin})\n${said.map((line) => `  ${line}\n`).join('')}`;
  if (options === null) return `${head}\nIts schema does not say which options it takes.\n`;
  if (options.length === 0) return `${head}\nIt has no options.\n`;
  return `${head}\nOPTIONS (type; default)\n\n${options.map(optionText).join('\n\n')}\n`;
}
