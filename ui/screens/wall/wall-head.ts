import { useComputed } from '@preact/signals';
import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { clockTime, dateTime } from '../../text/numbers.ts';
import { wallWords as words } from '../../text/plant-wall.ts';
import { APPEARANCES } from '../../websocket/rank.ts';

/** Which part it is, how many points look how, the time; and, when the hub is gone, from when the values are. */
export function WallHead({ name, nodeId }: { name: string; nodeId: string | null }) {
  const { tree, plant } = useApp();
  const counts = nodeId === null ? plant.counts.value : tree.rollUpOf(nodeId).counts;
  return html`<header class="wall-head">
    <h1>${name}</h1>
    <ul class="wall-counts">
      ${APPEARANCES.filter((one) => (counts[one] ?? 0) > 0).map(
        (one) => html`<li key=${one} data-appearance=${one}>
          <${Icon} name=${one} /><strong>${counts[one]}</strong> <span>${text.appearance[one]}</span>
        </li>`,
      )}
    </ul>
    <${Lost} />
    <${SessionEnds} />
    <${Clock} />
  </header>`;
}

/** Apart, so that the passing second redraws nothing else. */
function Clock() {
  const { now } = useApp();
  return html`<time class="wall-clock">${clockTime(now.value)}</time>`;
}

/** A session ends at its time whatever it shows: said days before, so that the wall does not go dark at night. */
const SAID_BEFORE_MS = 3 * 86_400_000;

function SessionEnds() {
  const { session, now } = useApp();
  const ends = useComputed(() => {
    const state = session.state.value;
    const endsMs = state.kind === 'person' ? state.info.expiresMs : Number.POSITIVE_INFINITY;
    return endsMs - now.value < SAID_BEFORE_MS ? endsMs : null;
  });
  const endsMs = ends.value;
  return endsMs === null
    ? null
    : html`<p class="wall-ends" role="status">${words.signInBy(dateTime(endsMs))}</p>`;
}

function Lost() {
  const { live } = useApp();
  const { kind } = live.state.value;
  if (kind === 'live') return null;
  const heard = live.heardMs.value;
  return html`<p class="wall-lost" role="alert">
    <${Icon} name="offline" />${heard === null ? words.lostEver : words.lost(clockTime(heard + live.offsetMs.value))}
  </p>`;
}
