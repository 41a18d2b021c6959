import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { age } from '../../text/numbers.ts';

/** When the agent was heard last. */
export function HeardAt({ agent: { lastHeardMs } }: { agent: AgentState }) {
  const { now } = useApp();
  return html`<span class="muted">
    ${lastHeardMs === null ? text.system.neverHeard : text.system.heard(age(lastHeardMs, now.value))}
  </span>`;
}
