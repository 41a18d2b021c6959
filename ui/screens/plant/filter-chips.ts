import type { ReadonlySignal, Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { type Appearance, text } from '../../text/en.ts';
import { APPEARANCES } from '../../websocket/rank.ts';

/** How many points look how; pressing one shows only those. All are always there, so that nothing moves. */
export function FilterChips({
  filter,
  counts,
  total,
}: {
  filter: Signal<Appearance | null>;
  counts: ReadonlySignal<Readonly<Record<Appearance, number>>>;
  total: number;
}) {
  return html`<div class="chips" role="group" aria-label=${text.plant.filter}>
    <button
      class="chip"
      aria-pressed=${filter.value === null}
      onClick=${() => {
        filter.value = null;
      }}
    >
      ${text.plant.all}<span class="count">${total}</span>
    </button>
    ${APPEARANCES.map(
      (name) => html`<button
        class="chip"
        key=${name}
        data-appearance=${name}
        data-none=${counts.value[name] === 0 || undefined}
        aria-pressed=${filter.value === name}
        onClick=${() => {
          filter.value = filter.value === name ? null : name;
        }}
      >
        <${Icon} name=${name} />${text.appearance[name]}<span class="count">${counts.value[name]}</span>
      </button>`,
    )}
  </div>`;
}
