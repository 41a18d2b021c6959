import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { useApp } from '../../session/app.ts';
import { age } from '../../text/numbers.ts';
import { systemWords } from '../../text/system.ts';

/** When the agent was heard last. */
export function HeardAt({ agent: { lastHeardMs } }: { agent: AgentState }) {
  const { now } = useApp();
  return html`<span class="muted">
    ${lastHeardMs === null ? systemWords.neverHeard : systemWords.heard(age(lastHeardMs, now.value))}
  </span>`;
}
