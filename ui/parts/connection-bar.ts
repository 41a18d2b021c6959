import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { reloadUpdated } from '../session/keep-worker.ts';
import { text } from '../text/en.ts';
import { clockTime } from '../text/numbers.ts';
import { outboxWords } from '../text/outbox.ts';
import { Icon } from './icon.ts';

/** Over the foot of the page while the connection is lost or the page is outdated; it moves nothing else. */
export function ConnectionBar() {
  const { live, outdated, now, outbox } = useApp();
  const waiting = outbox.mine().filter(({ refusal }) => refusal === null).length;
  if (outdated.value) {
    return html`<section class="connection-bar" aria-label=${text.connection.title}>
      <${Icon} name="warning" /><p role="alert">${text.connection.newVersion}</p>
      <button class="button" onClick=${() => void reloadUpdated(window)}>${text.connection.reload}</button>
    </section>`;
  }
  const state = live.state.value;
  const again = state.kind === 'connecting' && state.attempt > 0;
  if (state.kind !== 'waiting' && !again) return null;
  const heard = live.heardMs.value;
  const lost =
    heard === null ? `${text.connection.neverConnected}.` : text.connection.lost(clockTime(heard));
  // Reads the ticking clock for the sake of the countdown; its value is the hub's, the pause is ours.
  const seconds = state.kind === 'waiting' && now.value > 0 ? secondsUntil(state.retryAtMs) : 0;
  return html`<section class="connection-bar" aria-label=${text.connection.title}>
    <${Icon} name="offline" />
    <p role="alert">${lost}</p>
    <p class="soft">
      ${seconds > 0 ? text.connection.retryIn(seconds) : text.connection.retryNow}
    </p>
    ${waiting > 0 && html`<p>${outboxWords.count(waiting)}</p>`}
    <button class="button" disabled=${state.kind !== 'waiting'} onClick=${() => live.reconnectNow()}>
      ${text.connection.reconnect}
    </button>
  </section>`;
}

function secondsUntil(atMs: number): number {
  return Math.max(0, Math.ceil((atMs - Date.now()) / 1000));
}
