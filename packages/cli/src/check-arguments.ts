import { suggest } from '@mimmx/core/errors';
import type { ArgsDef } from 'citty';
import { UsageError } from './usage-error.ts';

type Flag = { readonly name: string; readonly takesValue: boolean };

const flagsOf = (args: ArgsDef): Map<string, Flag> => {
  const flags = new Map<string, Flag>();
  for (const [name, arg] of Object.entries(args)) {
    if (arg.type === 'positional') continue;
    const takesValue = arg.type !== 'boolean';
    flags.set(`--${name}`, { name, takesValue });
    if (!takesValue) flags.set(`--no-${name}`, { name, takesValue });
    for (const alias of 'alias' in arg ? [arg.alias ?? []].flat() : [])
      flags.set(`-${alias}`, { name, takesValue });
  }
  return flags;
};

/** The nearest option; what has a place of its own is named without dashes. */
function unknownOption(command: string, flag: string, args: ArgsDef): UsageError {
  const name = flag.replace(/^-+/, '');
  const hint =
    args[name]?.type === 'positional'
      ? `Write it without "--${name}".`
      : suggest(
          name,
          Object.keys(args).filter((other) => args[other]?.type !== 'positional'),
        ).replace(/^Did you mean "/, 'Did you mean "--');
  return new UsageError(`"mimmx ${command}" has no option "${flag}". ${hint} See: mimmx ${command} --help`);
}

/** Its help is what says that an option may be repeated, and by its hint how a list is written. */
function requireOnce(name: string, values: readonly string[], args: ArgsDef): void {
  const { description = '', valueHint = '' } = args[name]!;
  if (values.length < 2 || description.includes('may be repeated')) return;
  const [, comma] = /^\w+([,;])/.exec(valueHint) ?? [];
  const listed = values.join(comma);
  const once =
    comma === undefined
      ? 'Give it once.'
      : `Write --${name} ${/[^\w,.-]/.test(listed) ? `"${listed}"` : listed}`;
  throw new UsageError(`Option "--${name}" was given more than once: ${values.join(' and ')}. ${once}`);
}

/** Every value given to an option that may be repeated, in order. */
export type Repeated = ReadonlyMap<string, readonly string[]>;

/**
 * Refuses what citty would let pass, or say otherwise: unknown options, options without their value or that are needed
 * and not there, options twice that may not be repeated, arguments too many.
 *
 * @returns all values by option name, since citty keeps only the last of a repeated option
 * @throws UsageError with the nearest option
 */
export function checkArguments(command: string, raw: readonly string[], args: ArgsDef): Repeated {
  const flags = flagsOf(args);
  const values = new Map<string, string[]>();
  const positionals = Object.entries(args).filter(([, arg]) => arg.type === 'positional');
  // One that ends in "…" takes all that follow.
  const open = positionals.at(-1)?.[1].valueHint?.endsWith('…') ?? false;
  let given = 0;
  for (let i = 0; i < raw.length; i++) {
    const argument = raw[i]!;
    if (!argument.startsWith('-')) {
      if (++given > positionals.length && !open) {
        throw new UsageError(`"mimmx ${command}" does not take "${argument}". See: mimmx ${command} --help`);
      }
      continue;
    }
    const equals = argument.indexOf('=');
    const flag = equals < 0 ? argument : argument.slice(0, equals);
    const known = flags.get(flag);
    if (!known) throw unknownOption(command, flag, args);
    if (!known.takesValue) continue;
    const value = equals < 0 ? raw[++i] : argument.slice(equals + 1);
    if (value === undefined || value === '' || (equals < 0 && value.startsWith('--'))) {
      throw new UsageError(`Option "${flag}" needs a value. See: mimmx ${command} --help`);
    }
    values.set(known.name, [...(values.get(known.name) ?? []), value]);
  }
  for (const [name, all] of values) requireOnce(name, all, args);
  const required = positionals.filter(([, arg]) => arg.required !== false && arg.default === undefined);
  if (given < required.length) {
    const [name = ''] = required[given] ?? [];
    throw new UsageError(`"mimmx ${command}" needs ${name.toUpperCase()}. See: mimmx ${command} --help`);
  }
  for (const [name, arg] of Object.entries(args)) {
    if (arg.type !== 'string' || !arg.required || values.has(name)) continue;
    const hint = arg.valueHint?.toUpperCase() ?? 'VALUE';
    throw new UsageError(`"mimmx ${command}" needs --${name} ${hint}. See: mimmx ${command} --help`);
  }
  return values;
}
