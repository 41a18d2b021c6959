import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { plantTree as words } from '../../text/plant-tree.ts';

type View = keyof typeof words.view;
const VIEWS = Object.keys(words.view) as View[];

/** Tiles, a list of the worst, or the picture; pictures belong to nodes, so without a tree there is none. */
export function ViewChoice({ view, hasTree }: { view: Signal<string>; hasTree: boolean }) {
  const views = hasTree ? VIEWS : VIEWS.filter((name) => name !== 'picture');
  const isShown = (name: View) => (view.value || 'tiles') === name;
  return html`<fieldset class="segments small view-choice" aria-label=${words.views}>
    ${views.map(
      (name) => html`<label key=${name}>
        <input
          type="radio"
          name="plant-view"
          checked=${isShown(name)}
          onChange=${() => {
            view.value = name === 'tiles' ? '' : name;
          }}
        /><span>${words.view[name]}</span>
      </label>`,
    )}
  </fieldset>`;
}
