import { type AnyDefinition, describeOptions, type OptionFact, type Registry } from '@mimmx/core';
import { experimentSchema } from '@mimmx/experiment';
import { defaultText, describePlugin } from './describe-plugin.ts';

const TITLES: Readonly<Record<string, string>> = {
  method: 'Methods',
  estimator: 'Estimators',
  weighter: 'Weighters',
  balancer: 'Balancers',
  encoder: 'Encoders',
  dataset: 'Data sets',
  backend: 'Backends',
};

const title = (kind: string): string => TITLES[kind] ?? `${kind[0]?.toUpperCase()}${kind.slice(1)}s`;
const escaped = (text: string): string => text.replaceAll('|', '\\|').replace(/<(?=[a-z/])/gi, '\\<');
const code = (text: string): string => `\`${text}\``;

function row(fact: OptionFact): string {
  const otherwise = fact.default === undefined ? defaultText(fact) : code(defaultText(fact));
  const cells = [code(fact.name), fact.type, otherwise, fact.description, fact.space ?? ''];
  return `| ${cells.map((cell) => (cell.startsWith('`') ? cell.replaceAll('|', '\\|') : escaped(cell))).join(' | ')} |`;
}

const table = (facts: readonly OptionFact[]): string =>
  [
    '| option | takes | default | meaning | search |',
    '| --- | --- | --- | --- | --- |',
    ...facts.map(row),
  ].join('\n');

function section(entry: { readonly plugin: string; readonly definition: AnyDefinition }): string {
  const { name, summary, source, plugin, options } = describePlugin(entry);
  const head = `### ${name}\n\n${escaped(summary)}${source ? ` Source: ${escaped(source)}.` : ''} From \`${plugin}\`.`;
  if (options === null) return `${head}\n\nIts schema does not say which options it takes.`;
  return options.length === 0 ? `${head} No options.` : `${head}\n\n${table(options)}`;
}

/**
 * The reference of every config key and every option of every plugin of a registry, in Markdown. Generated from what
 * `option` declares, and nothing else.
 */
export function optionsPage(registry: Registry): string {
  const entries = registry.list();
  const kinds = [...new Set([...Object.keys(TITLES), ...entries.map(({ definition }) => definition.kind)])];
  const present = kinds.filter((kind) => entries.some(({ definition }) => definition.kind === kind));
  const links = present.map((kind) => `[${title(kind)}](#${title(kind).toLowerCase().replaceAll(' ', '-')})`);
  return `${[
    '# Options',
    'Every key of a config, and every option of what it can name. This page is generated (`npm run reference`) from what the sources declare; `mimmx plugins NAME` prints the same for one plugin, and `mimmx schema` makes a JSON Schema of it, with which an editor completes `.yaml` and `.json`.',
    '"Takes" says what may be written, "default" what holds if nothing is, "search" where a search over the option looks ("by factors": uniform in the logarithm). `[]` stands for each entry of a list, `NAME` for a name of your own.',
    `[Config](#config) · ${links.join(' · ')}`,
    '## Config',
    table(describeOptions(experimentSchema) ?? []),
    ...present.flatMap((kind) => [
      `## ${title(kind)}`,
      ...entries.filter(({ definition }) => definition.kind === kind).map(section),
    ]),
  ].join('\n\n')}\n`;
}
