import { type Attributes, collect, emit, int, ints, reshape, transpose, Value } from '../graph/index.ts';
import { encodeModel } from '../proto/model.ts';
import { loadOrt } from './runtime.ts';
import { ORT_VERSION } from './runtime-form.ts';
import { settings } from './settings.ts';

/** The domain of ONNX Runtime's operators on blocks of channels. It is no public interface: {@link findBlock} tries it. */
export const BLOCKED = 'com.microsoft.nchwc';

/** Block sizes of the processors that ONNX Runtime knows, the likeliest first: AVX-512 and arm64, AVX2, others. */
const SIZES = [16, 8, 4];

let asked: Promise<number | null> | null = null;
let known: number | null = null;

/** Channels of a block, or null where convolutions go without: not found, switched off, or never asked for. */
export const blockSize = (): number | null => (settings().blocked ? known : null);

/**
 * Finds the block size by a small convolution whose result is known, once. Null where the runtime lacks the domain or
 * its numbers are not those of the standard's convolution.
 */
export const findBlock = (): Promise<number | null> => {
  asked ??= tryAll().then((size) => {
    known = size;
    return size;
  });
  return asked;
};

const tryAll = async (): Promise<number | null> => {
  for (const size of SIZES) if (await agrees(size)) return size;
  return null;
};

/** Largest difference that is rounding, of numbers up to 1 from sums of 144 products. */
const ROUNDING = 1e-4;

const agrees = async (block: number): Promise<boolean> => {
  try {
    const form = { batch: 1, channels: 16, size: 5 };
    const [wanted, found] = [await once(form, null), await once(form, block)];
    return wanted.every((n, i) => Math.abs(n - (found[i] as number)) < ROUNDING);
  } catch {
    return false;
  }
};

interface Form {
  readonly batch: number;
  readonly channels: number;
  readonly size: number;
}

const once = async (form: Form, block: number | null): Promise<Float32Array> => {
  const { run, release } = await probe(form, block);
  return run().finally(release);
};

interface Probe {
  run(): Promise<Float32Array>;
  release(): Promise<void>;
}

/** A convolution of numbers that are known, the usual way or in blocks; gives its output. */
const probe = async ({ batch, channels, size }: Form, block: number | null): Promise<Probe> => {
  const ort = await loadOrt();
  const x = new Value([batch, channels, size, size], 'float32');
  const filter = new Value([3, 3, channels, channels], 'float32');
  const window = {
    kernel_shape: ints([3, 3]),
    strides: ints([1, 1]),
    dilations: ints([1, 1]),
    pads: ints([1, 1, 1, 1]),
    group: int(1),
  };
  const y = block === null ? plainly(x, filter, window) : inBlocks(x, filter, window, block);
  const { nodes, leaves } = collect([y]);
  const names = new Map<Value, string>();
  for (const value of [...leaves, ...nodes.flatMap(({ outputs }) => outputs)])
    names.set(value, `p${names.size}`);
  const name = (value: Value) => names.get(value) as string;
  const initializers = leaves.filter((value) => value.data !== null);
  const model = encodeModel({ nodes, inputs: [x, filter], outputs: [y], initializers, name });
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: settings().threads,
    logSeverityLevel: 4,
  });
  const numbers = (value: Value, step: number) =>
    new ort.Tensor(
      Float32Array.from({ length: value.size }, (_, i) => Math.sin(step * i) / 2),
      value.shape,
    );
  const feeds = { [name(x)]: numbers(x, 0.37), [name(filter)]: numbers(filter, 0.71) };
  return {
    run: async () => (await session.run(feeds))[name(y)]?.data as Float32Array,
    release: () => session.release(),
  };
};

const plainly = (x: Value, filter: Value, window: Attributes): Value =>
  emit('Conv', [x, transpose(filter, [3, 2, 0, 1])], x.shape, 'float32', window);

const inBlocks = (x: Value, filter: Value, window: Attributes, block: number): Value => {
  const channels = x.shape[1] as number;
  const blocks = channels / block;
  const turned = transpose(reshape(filter, [3, 3, blocks, block, blocks, block]), [4, 2, 0, 1, 3, 5]);
  const kernels = reshape(turned, [channels, channels, 3, 3]);
  const source = emit('ReorderInput', [x], x.shape, 'float32', {}, BLOCKED);
  const y = emit('Conv', [source, kernels], x.shape, 'float32', window, BLOCKED);
  return emit('ReorderOutput', [y], x.shape, 'float32', { channels: int(channels) }, BLOCKED);
};

/** How fast a convolution of a usual size is, in 10⁹ multiplications and additions a second. */
export interface Reading {
  readonly plain: number;
  /** In blocks, with the way there and back; null where there are none. */
  readonly blocked: number | null;
}

/** Times one convolution both ways, in turn: a quarter of a second. */
export const readBlocks = async (): Promise<Reading> => {
  const form = { batch: 8, channels: 64, size: 24 };
  const block = await findBlock();
  const ways = [await probe(form, null), ...(block === null ? [] : [await probe(form, block)])];
  const times: number[][] = ways.map(() => []);
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const [i, way] of ways.entries()) {
      const from = performance.now();
      await way.run();
      times[i]?.push(performance.now() - from);
    }
  }
  for (const way of ways) await way.release();
  const work = form.batch * form.size ** 2 * 9 * form.channels ** 2 * 2;
  const [plain = 0, blocked = null] = times.map((list) => Math.round(work / 1e6 / Math.min(...list)));
  return { plain, blocked };
};

const ROUNDS = 20;

/** How convolutions are computed here, and how fast either way is, as a sentence. */
export const examineConvolutions = async (): Promise<string> => {
  const { device, blocked: wanted } = settings();
  if (device !== 'cpu') return `Convolutions run on "${device}" as its provider has them.`;
  const reading = await readBlocks();
  const usual = `${reading.plain} GFLOP/s the usual way`;
  if (reading.blocked === null)
    return `Convolutions: ${usual}; ONNX Runtime ${ORT_VERSION} has no blocks of channels here that give equal numbers.`;
  const swift = `${reading.blocked} GFLOP/s in blocks of ${known} channels`;
  return wanted
    ? `Convolutions: ${swift} where images and channels are large enough, else ${usual}.`
    : `Convolutions: ${usual}; blocks (${swift}) are switched off.`;
};
