import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { troubleSentence } from '../text/agent-troubles.ts';
import { Icon } from './icon.ts';

/** What is wrong with an agent although it answers, a sentence each; nothing where nothing is. */
export function AgentTroubles({ agent }: { agent: Pick<AgentState, 'agentId' | 'troubles'> }) {
  if (agent.troubles.length === 0) return null;
  return html`<ul class="agent-troubles">
    ${agent.troubles.map(
      (trouble) => html`<li key=${trouble.code}>
        <${Icon} name="warning" />${troubleSentence(agent.agentId, trouble)}
      </li>`,
    )}
  </ul>`;
}
