import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { type Appearance, text } from '../../text/en.ts';
import { APPEARANCES } from '../../websocket/rank.ts';

/** How many points look how; pressing one shows only those. All are always there, so that nothing moves. */
export function FilterChips({ filter }: { filter: Signal<Appearance | null> }) {
  const { plant } = useApp();
  const counts = plant.counts.value;
  return html`<div class="chips" role="group" aria-label=${text.plant.filter}>
    <button
      class="chip"
      aria-pressed=${filter.value === null}
      onClick=${() => {
        filter.value = null;
      }}
    >
      ${text.plant.all}<span class="count">${plant.order.value.length}</span>
    </button>
    ${APPEARANCES.map(
      (name) => html`<button
        class="chip"
        key=${name}
        data-appearance=${name}
        data-none=${counts[name] === 0 || undefined}
        aria-pressed=${filter.value === name}
        onClick=${() => {
          filter.value = filter.value === name ? null : name;
        }}
      >
        <${Icon} name=${name} />${text.appearance[name]}<span class="count">${counts[name]}</span>
      </button>`,
    )}
  </div>`;
}
