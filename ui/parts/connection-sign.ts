import { html } from 'htm/preact';
import { useApp } from '../session/app.ts';
import { text } from '../text/en.ts';
import { Icon } from './icon.ts';

/** In the header: whether what is shown is live. */
export function ConnectionSign() {
  const { kind } = useApp().live.state.value;
  // Who may not see the plant has no live connection, and misses none.
  if (kind === 'idle') return null;
  const word =
    kind === 'live'
      ? text.connection.live
      : kind === 'waiting'
        ? text.connection.offline
        : text.connection.connecting;
  return html`<span class="connection" data-kind=${kind}>
    ${kind === 'waiting' ? html`<${Icon} name="offline" />` : html`<span class="dot"></span>`}
    <span class="word">${word}</span>
  </span>`;
}
