import { MimmxError } from '../errors.ts';
import type { SavedTensor } from '../tensor/index.ts';
import { onnxTensors } from './onnx-tensors.ts';
import { decodeSafetensors } from './safetensors.ts';
import { tfjsTensors } from './tfjs-tensors.ts';

/** A file of weights: its path, and the SHA-256 that it had when the config was read. */
export type WeightsFile = string | { readonly file: string; readonly sha256: string };

/** What of Node is used; nothing of it is imported, so that browsers can load this file. */
interface Builtin {
  getBuiltinModule?(name: 'node:fs'): typeof import('node:fs') | undefined;
  getBuiltinModule?(name: 'node:path'): typeof import('node:path') | undefined;
  getBuiltinModule?(name: 'node:crypto'): typeof import('node:crypto') | undefined;
}

const wrong = (message: string): MimmxError => new MimmxError('E_PRETRAINED', message);

/** What a file of weights holds. */
export interface LoadedWeights {
  readonly tensors: Readonly<Record<string, SavedTensor>>;
  /** SHA-256 of all its bytes, those of the shards beside a `model.json` among them. */
  readonly sha256: string;
}

/**
 * Reads a user's own file of weights: `.safetensors`, `.onnx`, or the `model.json` of TensorFlow.js.
 *
 * @param root folder that a relative path starts from
 * @throws E_PRETRAINED if it is not there, or is none of these
 */
export function loadWeights(file: string, root: string): LoadedWeights {
  const { getBuiltinModule: builtin } = (globalThis.process ?? {}) as Builtin;
  const [fs, path, crypto] = [builtin?.('node:fs'), builtin?.('node:path'), builtin?.('node:crypto')];
  if (!fs || !path || !crypto)
    throw wrong(`"${file}" cannot be read here: there are no files. Train in Node 20.16 or later.`);
  const whole = path.resolve(root, file);
  const hash = crypto.createHash('sha256');
  const read = (name: string): Uint8Array => {
    try {
      const bytes = fs.readFileSync(name);
      hash.update(bytes);
      return bytes;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw wrong(
        code === 'ENOENT'
          ? `There is no file ${name}. Correct encoder.options.weights, which starts from the config's folder.`
          : `${name} cannot be read (${code}). Give a file.`,
      );
    }
  };
  const decode = DECODERS[path.extname(whole).toLowerCase()];
  if (!decode)
    throw wrong(
      `${file} is no file of weights that is read here. Give a .safetensors, an .onnx, or the model.json of TensorFlow.js.`,
    );
  try {
    const tensors = decode(read(whole), (name) => read(path.join(path.dirname(whole), name)));
    return { tensors, sha256: hash.digest('hex') };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (code !== 'E_SAFETENSORS') throw error;
    throw wrong(`${file}: ${message.slice(message.indexOf(': ') + 2)}`);
  }
}

type Decoder = (bytes: Uint8Array, shard: (name: string) => Uint8Array) => Record<string, SavedTensor>;

const pickle: Decoder = () => {
  throw wrong(
    'A pickle of PyTorch is read by Python alone. Save it there: safetensors.torch.save_file(model.state_dict(), "weights.safetensors").',
  );
};

const DECODERS: Readonly<Record<string, Decoder>> = {
  '.safetensors': (bytes) => decodeSafetensors(bytes).tensors,
  '.onnx': onnxTensors,
  '.json': tfjsTensors,
  '.pt': pickle,
  '.pth': pickle,
  '.bin': pickle,
};

/**
 * The tensors of a file of weights.
 *
 * @throws E_PRETRAINED as {@link loadWeights} does, and if it is another file than the config was read with
 */
export function readWeights(weights: WeightsFile, root: string): LoadedWeights['tensors'] {
  if (typeof weights === 'string') return loadWeights(weights, root).tensors;
  const { tensors, sha256 } = loadWeights(weights.file, root);
  if (sha256 === weights.sha256) return tensors;
  throw wrong(
    `${weights.file} is another file than the run was begun with. Put that one back, or begin a new run.`,
  );
}
