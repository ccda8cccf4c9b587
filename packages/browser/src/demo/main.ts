import { type BrowserModel, hasThreads, loadModel, type PreparedImage } from '../index.ts';
import { speaking } from '../model/saying.ts';
import { drawMap, drawPlane, planeOf, rangeOf } from './draw.ts';
import { Maps } from './maps.ts';
import { fillCard, saidElement, sides } from './words.ts';

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const ASSETS = { ort: new URL('ort/', location.href).href, vips: 'vips/', openjpeg: 'openjpeg/' };

const [image, map] = [byId<HTMLCanvasElement>('image'), byId<HTMLCanvasElement>('map')];
const slice = byId<HTMLInputElement>('slice');

let model: BrowserModel | null = null;
let images: readonly PreparedImage[] = [];
let fileName = '';

const maps = new Maps(
  {
    choices: byId('map-choices'),
    progress: byId<HTMLProgressElement>('map-progress'),
    legend: byId('legend'),
  },
  (found, name) => {
    map.hidden = found === null;
    if (found) drawMap(map, found, name, place().share);
  },
);

function say(text: string, wrong = false): void {
  const status = byId('status');
  status.textContent = text;
  status.classList.toggle('wrong', wrong);
}

/** Shows any error on one line, as it is. */
const explain = (error: unknown): void => say(error instanceof Error ? error.message : String(error), true);

/** Which image and which of its planes the slider points at. */
function place(): { readonly item: number; readonly plane: number; readonly share: number } {
  const at = Number(slice.value);
  const deep = images[0]!.shape.length === 4;
  const planes = images[0]!.shape[0]!;
  return deep ? { item: 0, plane: at, share: (at + 0.5) / planes } : { item: at, plane: 0, share: 0 };
}

async function show(): Promise<void> {
  if (!model || images.length === 0) return;
  const { item, plane } = place();
  const own = images[item]!;
  drawPlane(image, planeOf(own.pixels, own.shape, plane), rangeOf(own.pixels));
  const several = images.length > 1 || own.shape.length === 4;
  byId('slice-name').textContent = several
    ? `Slice ${Number(slice.value) + 1} of ${Number(slice.max) + 1}${own.shape.length === 4 ? ' (the model sees all of them)' : ''}`
    : '';
  const [said] = await model.predict([own]);
  byId('prediction').replaceChildren(saidElement(said!.y));
  byId('confounders').replaceChildren(...said!.confounders.map(saidElement));
  byId('confounder-note').textContent =
    said!.confounders.length > 0
      ? 'Each head was trained on its own features and here reads those of the prediction. Far from chance, the prediction may lean on it.'
      : `${model.description.method} has no heads of confounders that read the features of the prediction.`;
  byId('result').hidden = false;
  await maps.show(model, own, [said!.y, ...said!.confounders]);
}

async function openImage(file: File): Promise<void> {
  if (!model) throw new Error('There is no model yet. Drop its .onnx and .json files first.');
  say(`Reading ${file.name}…`);
  images = await model.prepare(file);
  fileName = file.name;
  const [first] = images;
  const count = first!.shape.length === 4 ? first!.shape[0]! : images.length;
  slice.max = String(count - 1);
  slice.value = String(Math.floor((count - 1) / 2));
  byId('slices').hidden = count < 2;
  const size = first!.shape.slice(0, -1).join('\u00a0×\u00a0');
  byId('caption').textContent = `${fileName}, as the model sees it: ${size}. ${sides(model.description)}`;
  const spoken = speaking(model.description).map(({ name }) => name);
  maps.offer(spoken, () => void show().catch(explain));
  await show();
  say('');
}

async function openModel(files: Parameters<typeof loadModel>[0]): Promise<void> {
  say('Loading the model…');
  const opened = await loadModel(files, { assets: ASSETS });
  await model?.close();
  model = opened;
  images = [];
  byId('result').hidden = true;
  const { description, engine, shape } = model;
  const { y, z } = description.task;
  byId('title').textContent = `${y.name}, by ${description.method}`;
  byId('about').textContent = 'A trained model that runs in this page.';
  fillCard(byId('card'), [
    ['method', `${description.method} (seed ${description.seed})`],
    ['predicts', `${y.name}: ${description.outputs[0]!.classes?.join(', ') ?? (y.unit || 'a number')}`],
    ['confounders', z.map(({ name }) => name).join(', ') || 'none'],
    ['takes', `${shape.join(' × ')}, prepared as "${description.preparation.dataset}" does`],
    [
      'runs on',
      engine === 'webgpu' ? 'WebGPU' : `WebAssembly${hasThreads() ? ', several threads' : ', one thread'}`,
    ],
  ]);
  say('');
}

async function take(files: readonly File[]): Promise<void> {
  const onnx = files.find(({ name }) => name.endsWith('.onnx'));
  const json = files.find(({ name }) => name.endsWith('.json'));
  if (onnx && json) {
    const description = JSON.parse(await json.text()) as object;
    await openModel({ onnx: new Uint8Array(await onnx.arrayBuffer()), description });
    return;
  }
  if (onnx || json) throw new Error('A model is two files: drop its .onnx and its .json together.');
  const [file] = files;
  if (file) await openImage(file);
}

const drop = byId('drop');
for (const name of ['dragover', 'dragenter']) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
}
document.addEventListener('dragleave', () => drop.classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  void take([...(event.dataTransfer?.files ?? [])]).catch(explain);
});
byId<HTMLInputElement>('file').addEventListener('change', (event) => {
  const input = event.currentTarget as HTMLInputElement;
  void take([...(input.files ?? [])]).catch(explain);
  input.value = '';
});
slice.addEventListener('input', () => void show().catch(explain));

openModel({ onnx: 'model/model.onnx', description: 'model/model.json' }).catch((error: unknown) => {
  byId('about').textContent = 'Drop a model here: the .onnx and the .json that mimmx export wrote.';
  explain(error);
});
