// What a stranger has: a folder of images and their table, and a program of his own.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.mjs';
import { grey } from './png.mjs';

/** 200 images of 32 × 32: a bright disc in the sick, a bar where the marker is "L". Two of each patient. */
export function writeHospital(folder, { table, images, classes, sexes, count, from }) {
  mkdirSync(join(folder, images), { recursive: true });
  const lines = ['image,patient,finding,sex,age'];
  for (let i = 0; i < count; i++) {
    const patient = from + (i >> 1);
    const [sick, male] = [patient % 2, (patient >> 1) % 2];
    const pixels = Uint8Array.from({ length: 32 * 32 }, (_, at) => {
      const [row, column] = [at >> 5, at & 31];
      const noise = 20 * Math.abs(Math.sin((at + 1) * (i + 3) * 12.9898));
      const disc = (row - 18) ** 2 + (column - 18) ** 2 < 49 ? 120 * sick : 0;
      return 40 + noise + disc + (row < 5 && column < 8 ? 100 * male : 0);
    });
    writeFileSync(join(folder, images, `${from}-${i}.png`), grey(pixels, 32, 32));
    lines.push(`${from}-${i}.png,p${patient},${classes[sick]},${sexes[male]},${40 + (patient % 37)}`);
  }
  writeFileSync(join(folder, table), `${lines.join('\n')}\n`);
}

/** Runs the exported model as a program of the stranger's own, with the preparation that its JSON tells. */
export const USE = `
import { readFileSync } from 'node:fs';
import { createRegistry } from '@mimmx/core';
import { plugin } from '@mimmx/datasets-cxr';
import * as ort from 'onnxruntime-node';

const { input, preparation } = JSON.parse(readFileSync('exported/erm.json', 'utf8'));
const { dataset: name, options } = preparation;
const data = await createRegistry().use(plugin).create('dataset', name, { root: '.', seed: 0 }, options);
const session = await ort.InferenceSession.create('exported/erm.onnx');
const lines = readFileSync('new.csv', 'utf8').trim().split(/\\r?\\n/).slice(1).map((line) => line.split(','));
let worst = 0;
for (const fields of lines) {
  const row = data.table.ids.findIndex((id) => fields[0].endsWith(id));
  const pixels = await data.image(row);
  const found = await session.run({ [input.name]: new ort.Tensor('float32', pixels, [1, ...input.shape.slice(1)]) });
  const told = fields.slice(-2).map(Number);
  found.probabilities.data.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(value - told[i]));
  });
}
await data.close?.();
if (lines.length !== 2 || !(worst < 1e-4)) throw new Error('ONNX Runtime differs from predict by ' + worst);
console.log('ONNX Runtime agrees with mimmx predict to ' + worst.toExponential(1));
`;

/** A plugin in TypeScript, `dense.ts`, and the config that `init` wrote with it in, `own.config.ts`. */
export function writePlugin(folder) {
  const encoder = readFileSync(join(root, 'examples/plugins/src/dense.ts'), 'utf8');
  const define = "import { definePlugin } from '@mimmx/core';\n";
  const plugin = "export const plugin = definePlugin({ name: 'mimmx-plugin-dense', provides: [dense] });\n";
  writeFileSync(join(folder, 'dense.ts'), `${define}${encoder}\n${plugin}`);
  const config = readFileSync(join(folder, 'mimmx.config.ts'), 'utf8');
  const own = config
    .replace("plugins: ['datasets-cxr']", "plugins: ['datasets-cxr', './dense.ts']")
    .replace("encoder: 'small-cnn'", "encoder: 'dense'");
  writeFileSync(join(folder, 'own.config.ts'), own);
}
