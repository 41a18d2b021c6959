import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { text } from '../../text/en.ts';

/** Searches names; Esc clears and then leaves, arrow down goes to the tiles. */
export function SearchField({ search }: { search: Signal<string> }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Escape') {
      if (search.value === '') input.blur();
      search.value = '';
    }
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      document.querySelector<HTMLElement>('.tile[tabindex="0"]')?.focus();
    }
  };
  return html`<div class="search">
    <${Icon} name="search" />
    <input
      id="search"
      type="search"
      placeholder=${text.plant.search}
      aria-label=${text.plant.search}
      autocomplete="off"
      spellcheck=${false}
      value=${search.value}
      onInput=${(event: Event) => {
        search.value = (event.target as HTMLInputElement).value;
      }}
      onKeyDown=${onKeyDown}
    />
    ${
      search.value === ''
        ? html`<kbd aria-hidden="true">/</kbd>`
        : html`<button
            class="button icon-only quiet"
            aria-label=${text.plant.clear}
            onClick=${() => {
              search.value = '';
            }}
          >
            <${Icon} name="close" />
          </button>`
    }
  </div>`;
}
