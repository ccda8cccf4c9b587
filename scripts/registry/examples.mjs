// The first example of every package's README, with what it takes for granted.

/** Stripes in the sick, in the other direction for one view: 240 images of 16 × 16 pixels. */
const STRIPES = `
const noise = (i: number) => Math.sin(i * 12.9898) * 0.1;
const sick = Array.from({ length: 240 }, (_, i) => (i % 2 === 1 ? 'yes' : 'no'));
const view = Array.from({ length: 240 }, (_, i) => ((i >> 1) % 2 === 1 ? 'PA' : 'AP'));
const patients = Int32Array.from({ length: 240 }, (_, i) => i);
const pixels = Float32Array.from({ length: 240 * 256 }, (_, at) => {
  const [image, row, column] = [at >> 8, (at >> 4) & 15, at & 15];
  return noise(at) + (sick[image] === 'yes' ? column % 2 : 0) + (view[image] === 'PA' ? row % 2 : 0);
});
const [others, truth] = [pixels, sick];
`;

const IMAGES = `
import { backend as onnxBackend } from '@mimmx/backend-onnx';
const backend = onnxBackend.create({} as never, { device: 'cpu' });
await backend.setup();
const images = Float32Array.from({ length: 40 * 64 * 64 }, (_, i) => 0.5 + 0.4 * Math.sin(i));
const attributes = {
  age: Float64Array.from({ length: 40 }, (_, i) => 30 + i),
  sex: Float64Array.from({ length: 40 }, (_, i) => i % 2),
  finding: Float64Array.from({ length: 40 }, (_, i) => (i >> 1) % 2),
};
`;

/**
 * By folder: declarations that stand before the example; packages that it wants besides those its page installs; what
 * is made shorter, as [text, in its place]; or why it is compiled and not run.
 */
export const GIVEN = {
  experiment: { before: STRIPES, shorter: [['updates: 300', 'updates: 20']] },
  counterfactual: {
    before: IMAGES,
    install: '@mimmx/core @mimmx/counterfactual @mimmx/backend-onnx',
    compileOnly: 'it trains for many minutes',
  },
  runners: { compileOnly: 'it starts a program of yours' },
  loggers: { install: '@mimmx/core @mimmx/experiment @mimmx/loggers' },
  bench: { compileOnly: 'it measures for many minutes' },
  cli: { compileOnly: 'it is a config; the command is tried by itself' },
  baselines: { install: '@mimmx/cli @mimmx/baselines', compileOnly: 'it is a config' },
  'datasets-mri': { compileOnly: 'its data set is not here' },
  browser: { compileOnly: 'it runs in a page; Chromium runs it in the tests of the package' },
  viz: {
    before: `
import type { ReportInput } from '@mimmx/viz';
declare const record: ReportInput;
const { summary, metrics, features, config, environment, predictions } = record;
`,
    compileOnly: 'it needs a finished run; "mimmx train" writes the report',
  },
};

const fences = (page, kind) =>
  [...page.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1]);

/** Packages of the last line of a page that installs a package, with what goes with it. */
export function installed(page, name) {
  const lines = [...page.matchAll(/^npm install ([^#\n]+)/gm)].map(([, packages]) => packages.trim());
  return lines.findLast((packages) => packages.split(/\s+/).includes(name));
}

/** The first example of a page as a program. */
export function exampleOf(folder, page) {
  const { before = '', shorter = [] } = GIVEN[folder] ?? {};
  const [code = ''] = fences(page, 'ts');
  return `${before}${shorter.reduce((text, [long, short]) => text.replace(long, short), code)}`;
}
