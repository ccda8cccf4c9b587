import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMimmxError } from '@mimmx/core';
import { prepareData } from '@mimmx/data';
import { resolveConfig, trialsOf } from '@mimmx/experiment';
import { decodeNpy, encodeNpy } from '@mimmx/experiment/node';
import { report } from '@mimmx/viz';
import { loadConfig } from '../../../packages/cli/src/config/load-config.ts';
import { summaryTable } from '../../../packages/cli/src/table/summary-table.ts';
import { parseExact, stringifyExact } from '../../../packages/experiment/src/node/exact-json.ts';
import { addOpening, lastOpening } from '../../../packages/experiment/src/node/run/opening.ts';
import { checkLine, checkSummary } from '../../../packages/experiment/src/node/run/summary-schema.ts';
import { csvRecords } from '../../../packages/experiment/src/node/run/table-rows.ts';
import { sealJson, unsealJson } from '../../../packages/experiment/src/node/sealed-json.ts';
import { readCheckpoint, writeCheckpoint } from '../../../packages/experiment/src/node/trials/checkpoint.ts';
import { openResult, writeResult } from '../../../packages/experiment/src/node/trials/result.ts';
import { checkpointOf, lineOf, resultOf, trialOf } from '../../../packages/experiment/test/trial/example.ts';
import { syntheticRecord } from '../../../packages/viz/test/record/index.ts';
import { mutate } from '../mutate.ts';
import { mutateJson } from './mutate-json.ts';

/** Something that reads what somebody else may have written. */
export interface Target {
  readonly name: string;
  /** How much of the time it gets. */
  readonly share: number;
  /** Reads one mutant, made with these random numbers. Throws what the reader throws. */
  run(random: () => number): Promise<void>;
}

/** A folder in memory where there is such a place; gone when the process ends. */
const place = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mimmx-fuzz-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const text = (value: unknown): string => JSON.stringify(value);

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
}

/** A sealed folder of which one file was changed, with seals that are right but in one of eight. */
function sealedMutant(folder: string, files: Readonly<Record<string, Buffer>>, random: () => number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = Object.keys(files).filter((name) => name !== 'state.json');
  const victim = random() < 0.3 ? 'state.json' : names[Math.floor(random() * names.length)]!;
  const contents: Record<string, Buffer> = {};
  for (const name of names) {
    const original = files[name]!;
    const changed =
      name !== victim
        ? original
        : name.endsWith('.json') && random() < 0.8
          ? resealed(name, original, random)
          : mutate(original, random, files[names[Math.floor(random() * names.length)]!]!);
    contents[name] = changed;
    writeFileSync(join(folder, name), changed);
  }
  const {
    checksum: _,
    files: _files,
    ...state
  } = parseExact(files['state.json']!.toString()) as Record<string, unknown>;
  const seals = Object.fromEntries(
    names.map((name) => [name, { bytes: contents[name]!.length, sha256: sha256(contents[name]!) }]),
  );
  const whole =
    victim === 'state.json'
      ? (mutateJson({ ...state, files: seals }, random) as object)
      : { ...state, files: seals };
  const right =
    random() < 0.9
      ? `${stringifyExact({ ...whole, checksum: sha256(stringifyExact(whole)) })}\n`
      : mutate(files['state.json']!, random, files['state.json']!);
  writeFileSync(join(folder, 'state.json'), right);
}

/** JSON with a change; one that carries a checksum of itself gets a right one. */
function resealed(name: string, original: Buffer, random: () => number): Buffer {
  const parsed = parseExact(original.toString());
  if (name !== 'result.json') return Buffer.from(text(mutateJson(parsed, random)) ?? 'null');
  const { checksum: _, ...value } = parsed as Record<string, unknown>;
  const changed = mutateJson(value, random);
  return Buffer.from(typeof changed === 'object' && changed !== null ? sealJson(changed) : 'null');
}

const filesOf = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

const lines = { bytes: 0, sha256: sha256('') };
const label = { thing: 'It', remedy: 'Mend it.' };

/** All that is read and mutated; made once. */
export async function targets(): Promise<readonly Target[]> {
  const arrays = [
    encodeNpy({ shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) }),
    encodeNpy({ shape: [4], values: Int32Array.of(1, 2, 3, 4) }),
    encodeNpy({ shape: [0, 3], values: new Float64Array() }),
  ];
  const made = join(place, 'made');
  mkdirSync(made);
  await writeCheckpoint(join(made, 'checkpoint'), checkpointOf(1), 1, lines);
  await writeResult(join(made, 'result'), resultOf(trialOf(1)), checkpointOf(2), lines);
  const environment = {
    versions: { node: '1' },
    backend: { name: 'cpu' },
    platform: '',
    cpu: '',
    startedAt: '',
  };
  const provenance = { data: 'x', versions: {}, backend: 'cpu' };
  await addOpening(made, 0, { config: { name: 'x' }, environment, provenance, change: '', token: 'x' });
  const [checkpoint, result, opening] = [
    filesOf(join(made, 'checkpoint')),
    filesOf(join(made, 'result')),
    filesOf(join(made, 'opened', '0')),
  ];
  const record = syntheticRecord({
    methods: ['erm', 'mimm-x'],
    seeds: [0],
    images: 20,
    updates: 10,
    bare: true,
  });
  const table = Buffer.from(
    'id,patient,shift,method,seed,y\r\n"a ""b""",p1,balanced,erm,0,x\r\n\'=1,"p\n2",balanced,erm,0,y\r\n',
  );
  const configText = Buffer.from(
    'name: x\nseeds: [0, 1]\nmethods: { erm: {}, b: { method: erm } }\ndata: &d { task: { y: { column: a } } }\nmore: *d\n',
  );
  const rows = 40;
  const each = (of: (row: number) => number) => Int32Array.from({ length: rows }, (_, row) => of(row));
  const dataset = {
    table: {
      length: rows,
      ids: Array.from(
        each((row) => row),
        String,
      ),
      patients: each((row) => row),
      patientIds: Array.from(
        each((row) => row),
        String,
      ),
      columns: {
        sick: { kind: 'categorical', codes: each((row) => row % 2), labels: ['no', 'yes'] },
        view: { kind: 'categorical', codes: each((row) => (row >> 1) % 2), labels: ['AP', 'PA'] },
        age: { kind: 'number', values: Float64Array.from(each((row) => row)), unit: 'years' },
      },
    },
    shape: [2, 2, 1],
    settable: [{ name: 'mark', kind: 'categorical', classes: 2, labels: ['no', 'yes'] }],
  } as const;
  const config = {
    name: 'x',
    seeds: [0, 1],
    dataset: { name: 'toy', options: { rows: 3 } },
    encoder: 'toy-net',
    data: {
      task: {
        y: { column: 'sick', positive: 'yes' },
        z: [
          { column: 'view', strength: 0.6 },
          { factor: 'mark', strength: 0.9 },
        ],
      },
      split: { train: 0.5, test: 0.5 },
      shifts: { balanced: 'balanced', half: { mark: 0.75 } },
      sizes: { train: 8 },
    },
    methods: { erm: { options: { a: 1 } }, other: { method: 'erm', from: 'erm' } },
    training: { updates: 3, batchSize: 4 },
    evaluation: { bootstrap: 40 },
    network: { confounderWidth: [2, 2] },
  };
  const line = { method: 'a', seed: 0, ...lineOf(2) };
  const [where, file] = [join(place, 'now'), join(place, 'config.yaml')];
  return [
    {
      name: 'npy',
      share: 1,
      run: async (random) => {
        const { shape, values } = decodeNpy(
          mutate(arrays[Math.floor(random() * arrays.length)]!, random, arrays[0]!),
        );
        if (shape.some((side) => !Number.isInteger(side) || side < 0))
          throw new Error(`shape [${shape}] was accepted`);
        if (shape.reduce((a, b) => a * b, 1) !== values.length)
          throw new Error('a shape that is not that of the values');
      },
    },
    {
      name: 'table of a record',
      share: 1,
      run: async (random) => {
        try {
          for await (const _ of csvRecords(pieces(mutate(table, random, table))));
        } catch (error) {
          // What its caller words.
          if ((error as Error).message !== 'a record does not end') throw error;
        }
      },
    },
    {
      name: 'sealed text',
      share: 1,
      run: async (random) => {
        const seal = Buffer.from(sealJson({ format: 1, rows: [1, 2, { a: 'b' }] }));
        unsealJson(mutate(seal, random, seal).toString(), 'x', (what) => refuse(what));
      },
    },
    {
      name: 'checkpoint',
      share: 2,
      run: async (random) => {
        sealedMutant(where, checkpoint, random);
        await readCheckpoint(where, label);
      },
    },
    {
      name: 'result',
      share: 3,
      run: async (random) => {
        sealedMutant(where, result, random);
        const opened = await openResult(where, label);
        await opened?.result();
        await opened?.weights();
      },
    },
    {
      name: 'opening',
      share: 1,
      run: async (random) => {
        sealedMutant(join(place, 'run', 'opened', '0'), opening, random);
        await lastOpening(join(place, 'run'));
      },
    },
    {
      name: 'summary and report',
      share: 2,
      run: async (random) => {
        let summary: ReturnType<typeof checkSummary>;
        let metrics: ReturnType<typeof checkLine>;
        try {
          summary = checkSummary(parseExact(text(mutateJson(record.summary, random))));
          metrics = checkLine(parseExact(stringifyExact(mutateJson(line, random))));
        } catch (error) {
          if ((error as Error).name === 'ZodError') throw refuse('the schema refuses it');
          throw error;
        }
        summaryTable(summary);
        const embedding = { images: 5 } as never;
        // Whatever drawing throws is worded by the command (E_DRAW).
        if (random() < 0.1)
          await report({ ...record, summary, metrics: [metrics] }, { embedding }).catch(() => {});
      },
    },
    {
      name: 'config',
      share: 2,
      run: async (random) => {
        const resolved = resolveConfig(mutateJson(config, random));
        trialsOf(resolved);
        prepareData(dataset as never, resolved.data, resolved.seeds[0]!);
      },
    },
    {
      name: 'config file',
      share: 1,
      run: async (random) => {
        writeFileSync(file, mutate(configText, random, configText));
        const loaded = await loadConfig(file);
        resolveConfig({ ...loaded.config, dataset: 'toy', encoder: 'toy' });
      },
    },
  ];
}

/** An error that whoever read it would understand; it stands for the one that the caller makes. */
function refuse(what: string): Error {
  return Object.assign(new Error(`E_REFUSED: ${what}`), {
    [Symbol.for('mimmx.error')]: true,
    code: 'E_REFUSED',
  });
}

/** Whether an error is one that a user may see. */
export const isUsersError = (error: unknown): boolean => isMimmxError(error);
