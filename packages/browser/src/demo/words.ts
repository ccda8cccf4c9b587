import type { ModelDescription } from '../model/description.ts';
import type { Said } from '../model/saying.ts';

/** An element with text and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { text, className }: { readonly text?: string; readonly className?: string } = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className !== undefined) made.className = className;
  made.append(...children);
  return made;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What an output says of an image: a bar for each class, or a number. */
export function saidElement({ name, classes, label, value, unit }: Said): HTMLElement {
  const said = element('div', { className: 'said' });
  if (!classes) {
    said.append(element('h3', { text: `${name}: ${value!.toPrecision(4)}${unit ? ` ${unit}` : ''}` }));
    return said;
  }
  said.append(element('h3', { text: `${name}: ${label}` }));
  for (const { name: own, probability } of classes) {
    const fill = element('i');
    fill.style.width = `${100 * probability}%`;
    said.append(
      element('div', { className: own === label ? 'bar best' : 'bar' }, [
        element('span', { text: own }),
        element('div', { className: 'track' }, [fill]),
        element('span', { text: percent(probability) }),
      ]),
    );
  }
  return said;
}

/** Fills a list of terms. */
export function fillCard(list: HTMLElement, entries: readonly (readonly [string, string])[]): void {
  list.replaceChildren(
    ...entries.flatMap(([term, text]) => [element('dt', { text: term }), element('dd', { text })]),
  );
}

/** Which side of the patient the right of a picture is, where that is known: pictures of volumes run to the right. */
export function sides({ preparation }: Pick<ModelDescription, 'preparation'>): string {
  const { image, slices } = preparation.options as {
    readonly image?: { readonly orientation?: string };
    readonly slices?: { readonly axis?: string };
  };
  if (image?.orientation !== 'RAS') return '';
  return slices?.axis === 'sagittal' ? 'The front is on the right.' : 'The patient’s right is on the right.';
}
