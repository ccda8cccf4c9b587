import type { BrowserModel } from '../model/model.ts';
import type { OcclusionMap } from '../model/occlusion.ts';
import type { Said } from '../model/saying.ts';
import type { PreparedImage } from '../prepare/prepared.ts';
import { element } from './words.ts';

const NONE = '';

/** The choice of what the map over the image shows. The map itself is made when it is first asked for. */
export class Maps {
  readonly #made = new WeakMap<PreparedImage, OcclusionMap>();
  #stop = new AbortController();
  #chosen = NONE;
  readonly #choices: HTMLElement;
  readonly #progress: HTMLProgressElement;
  readonly #legend: HTMLElement;
  /** Called when another map is to be drawn, or none. */
  readonly #draw: (map: OcclusionMap | null, name: string) => void;

  constructor(
    parts: {
      readonly choices: HTMLElement;
      readonly progress: HTMLProgressElement;
      readonly legend: HTMLElement;
    },
    draw: (map: OcclusionMap | null, name: string) => void,
  ) {
    this.#choices = parts.choices;
    this.#progress = parts.progress;
    this.#legend = parts.legend;
    this.#draw = draw;
  }

  /** Offers a map of each variable. @param names of y first, then of the confounders */
  offer(names: readonly string[], changed: () => void): void {
    this.#chosen = NONE;
    const choice = (value: string, text: string): HTMLElement => {
      const radio = element('input');
      Object.assign(radio, { type: 'radio', name: 'map', value, checked: value === NONE });
      radio.addEventListener('change', () => {
        this.#chosen = value;
        changed();
      });
      return element('label', {}, [radio, document.createTextNode(text)]);
    };
    this.#choices.replaceChildren(
      choice(NONE, 'no map'),
      ...names.map((name, i) => choice(name, i === 0 ? `for ${name}` : `for the head of ${name}`)),
    );
  }

  /** Shows the chosen map of an image. @param said what the model says of it */
  async show(model: BrowserModel, image: PreparedImage, said: readonly Said[]): Promise<void> {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#progress.hidden = true;
    const name = this.#chosen;
    if (name === NONE) {
      this.#legend.textContent = 'Each part of the image is covered in turn, and the image predicted again.';
      this.#draw(null, name);
      return;
    }
    let map = this.#made.get(image);
    if (!map) {
      this.#draw(null, name);
      this.#legend.textContent = 'Covering each part of the image in turn…';
      this.#progress.hidden = false;
      this.#progress.value = 0;
      try {
        map = await model.occlusion(image, {
          signal: stop.signal,
          onProgress: (done) => {
            this.#progress.value = done;
          },
        });
      } catch (error) {
        if (stop.signal.aborted) return;
        throw error;
      }
      this.#made.set(image, map);
      this.#progress.hidden = true;
    }
    this.#draw(map, name);
    const most = map.drop[name]!.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
    const { classes, label, unit } = said.find((one) => one.name === name)!;
    const [what, strongest] = classes
      ? [`the probability of "${label}"`, `${(100 * most).toFixed(1)} percentage points`]
      : [name, `${most.toPrecision(2)}${unit ? ` ${unit}` : ''}`];
    this.#legend.textContent = `Orange: without this part, ${what} falls. Blue: it rises. At most by ${strongest}.`;
  }
}
