import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { clockTime } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import type { LiveViews } from './live-views.ts';

/** Stops the charts to look closer, and says since when they stand still. */
export function HoldButton({ views }: { views: LiveViews }) {
  const held = views.held.value;
  const shown = views.shown.value;
  return html`<div class="hold">
    <button
      class="button"
      aria-pressed=${held}
      onClick=${() => {
        views.held.value = !held;
      }}
    >
      <${Icon} name=${held ? 'play' : 'pause'} />${held ? pointWords.release : pointWords.hold}
    </button>
    <span class="muted" role="status">
      ${held && shown !== null && pointWords.held(clockTime(shown.atUs / 1000))}
    </span>
  </div>`;
}
