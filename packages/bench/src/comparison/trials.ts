import { MimmxError, suggest } from '@mimmx/core';
import { type ExperimentInput, resolveConfig, type Trial, trialsOf } from '@mimmx/experiment';
import type { MethodProtocol, ProtocolRow, ProtocolSetting } from './protocol.ts';

/** One setting of the options of a row: number 0 are its own, the others are drawn. */
export interface Draw {
  readonly number: number;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A training of a bench, and the cell that it belongs to. */
export interface BenchTrial {
  readonly row: string;
  readonly setting: string;
  readonly seed: number;
  readonly draw: Draw;
  readonly trial: Trial;
  /** Encoder updates that the protocol gives this row; the trial may have fewer. */
  readonly fullUpdates: number;
}

export interface TrialsAsked {
  /** Names of the rows; those of the protocol if absent. */
  readonly rows?: readonly string[] | undefined;
  readonly settings?: readonly string[] | undefined;
  readonly seeds: readonly number[];
  /** A budget in place of the protocol's. */
  readonly updates?: number | undefined;
  /** Settings of the options of each row; its own alone if absent. */
  readonly draws?: (row: ProtocolRow) => readonly Draw[];
}

const OWN: readonly Draw[] = [{ number: 0, options: {} }];

/** The rows that are asked for. @throws E_UNKNOWN_NAME with the nearest */
export function rowsAsked(
  protocol: MethodProtocol,
  names: readonly string[] | undefined,
): (readonly [string, ProtocolRow])[] {
  const all = Object.entries(protocol.rows);
  if (!names) return all.filter(([, row]) => !row.onRequest);
  return names.map((name) => {
    const row = Object.hasOwn(protocol.rows, name) ? protocol.rows[name] : undefined;
    if (row) return [name, row];
    throw new MimmxError(
      'E_UNKNOWN_NAME',
      `This protocol has no method "${name}". ${suggest(
        name,
        all.map(([own]) => own),
      )}`,
    );
  });
}

/** The settings that are asked for. @throws E_UNKNOWN_NAME with the nearest */
export function settingsAsked(
  protocol: MethodProtocol,
  names: readonly string[] | undefined,
): readonly ProtocolSetting[] {
  if (!names) return protocol.settings.filter((setting) => !setting.onRequest);
  return names.map((name) => {
    const setting = protocol.settings.find((own) => own.name === name);
    if (setting) return setting;
    const known = protocol.settings.map((own) => own.name);
    throw new MimmxError('E_UNKNOWN_NAME', `This protocol has no setting "${name}". ${suggest(name, known)}`);
  });
}

/**
 * Every training that a bench consists of: setting by setting, seed by seed, so that an interrupted one has whole blocks.
 *
 * @throws E_UNKNOWN_NAME, E_OPTION
 */
export function benchTrials(protocol: MethodProtocol, asked: TrialsAsked): BenchTrial[] {
  const rows = rowsAsked(protocol, asked.rows);
  return settingsAsked(protocol, asked.settings).flatMap((setting) =>
    asked.seeds.flatMap((seed) =>
      rows
        .filter(([name]) => setting.rows?.includes(name) ?? true)
        .flatMap(([name, row]) =>
          (asked.draws?.(row) ?? OWN).map((draw) => ({
            row: name,
            setting: setting.name,
            seed,
            draw,
            ...trialOf(name, row, setting, seed, draw, asked.updates),
          })),
        ),
    ),
  );
}

type Section = Readonly<Record<string, unknown>>;

function trialOf(
  name: string,
  row: ProtocolRow,
  setting: ProtocolSetting,
  seed: number,
  draw: Draw,
  updates: number | undefined,
): Pick<BenchTrial, 'trial' | 'fullUpdates'> {
  const config = setting.config(seed);
  const { dataset = {}, encoder = {}, network = {}, training = {} } = row.change ?? {};
  const choice = (given: ExperimentInput['dataset'], more: Section) => {
    const { name: own, options = {} } = typeof given === 'string' ? { name: given } : given;
    return { name: own, options: { ...options, ...more } };
  };
  const resolved = resolveConfig({
    ...config,
    dataset: choice(config.dataset, dataset),
    encoder: choice(config.encoder, encoder),
    network: { ...config.network, ...network },
    training: { ...config.training, ...training },
    methods: { [name]: { method: row.method, options: { ...row.options, ...draw.options } } },
    seeds: [seed],
  });
  const fullUpdates = resolved.training.updates;
  const budget = Math.min(updates ?? fullUpdates, fullUpdates);
  const [trial] = trialsOf({ ...resolved, training: { ...resolved.training, updates: budget } });
  return {
    trial: { ...trial!, tags: { ...trial!.tags, setting: setting.name, draw: draw.number } },
    fullUpdates,
  };
}
